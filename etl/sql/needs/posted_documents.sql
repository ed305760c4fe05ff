-- What documents posted since daily stock was last derived, an hour more for what was under way.
CREATE TEMP TABLE posted_movements ON COMMIT DROP AS
SELECT
    item_id,
    site_id,
    occurred_at
FROM core.stock_movement
WHERE
    source_key LIKE 'document:%'
    AND recorded_at >= coalesce(
        (
            SELECT max(started_at) - INTERVAL '1 hour'
            FROM support.job_run
            WHERE status = 'SUCCEEDED' AND arguments -> 'steps' @> '["needs"]'
        ),
        '-infinity'
    );
