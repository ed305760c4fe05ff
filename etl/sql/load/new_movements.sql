-- The movements of the file that the ledger does not have yet.
CREATE TEMP TABLE new_movements ON COMMIT DROP AS
SELECT keyed.*
FROM keyed_movements AS keyed
WHERE
    NOT EXISTS (
        SELECT
        FROM core.stock_movement AS known
        WHERE
            known.source_key = keyed.source_key
            AND known.occurred_at = keyed.occurred_at
    );
