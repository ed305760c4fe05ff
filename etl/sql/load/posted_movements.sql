-- What this transaction adds to the ledger, so that daily stock is derived for nothing else.
CREATE TEMP TABLE posted_movements (
    item_id bigint NOT NULL,
    site_id bigint NOT NULL,
    occurred_at timestamptz NOT NULL
) ON COMMIT DROP;
