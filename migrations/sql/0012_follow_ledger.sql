-- Balances follow the ledger and the reservations. The application may read them and nothing else.

-- Adds what was posted to the balances, and refuses what a document of ours could not have moved.
CREATE FUNCTION core.follow_ledger() RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    short record;
BEGIN
    -- In order of the keys, so that two transactions wait for each other instead of dying.
    INSERT INTO core.stock_balance AS known (item_id, site_id, on_hand)
    SELECT
        item_id,
        site_id,
        sum(quantity)
    FROM posted
    GROUP BY item_id, site_id
    ORDER BY item_id, site_id
    ON CONFLICT (item_id, site_id) DO UPDATE
    SET
        on_hand = known.on_hand + excluded.on_hand,
        changed_at = clock_timestamp();

    INSERT INTO core.lot_balance AS known (item_id, site_id, lot_id, quantity)
    SELECT
        item_id,
        site_id,
        lot_id,
        sum(quantity)
    FROM posted
    GROUP BY item_id, site_id, lot_id
    ORDER BY item_id, site_id, lot_id
    ON CONFLICT (item_id, site_id, lot_id) DO UPDATE
    SET quantity = known.quantity + excluded.quantity;

    SELECT
        balance.item_id,
        balance.site_id,
        balance.on_hand,
        balance.reserved
    INTO short
    FROM posted
    INNER JOIN core.stock_balance AS balance
        ON posted.item_id = balance.item_id AND posted.site_id = balance.site_id
    WHERE
        posted.source_key LIKE 'document:%'
        AND posted.quantity < 0
        AND balance.on_hand < balance.reserved
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Item % at site % would have % on hand with % reserved.',
            short.item_id, short.site_id, short.on_hand, short.reserved
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_not_negative';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER follow_ledger AFTER INSERT ON core.stock_movement
REFERENCING NEW TABLE AS posted
FOR EACH STATEMENT EXECUTE FUNCTION core.follow_ledger();

-- Adds to, or takes from, what is reserved; nobody can promise more than there is.
CREATE FUNCTION core.follow_reservation() RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    change numeric := 0;
    balance record;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.item_id, NEW.site_id) IS DISTINCT FROM (OLD.item_id, OLD.site_id) THEN
        RAISE EXCEPTION 'A reservation stays with its item and site.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP <> 'INSERT' AND OLD.status = 'HELD' THEN
        change := change - OLD.quantity;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.status = 'HELD' THEN
        change := change + NEW.quantity;
    END IF;
    IF change = 0 THEN
        RETURN NULL;
    END IF;
    UPDATE core.stock_balance
    SET
        reserved = reserved + change,
        changed_at = clock_timestamp()
    WHERE
        item_id = coalesce(NEW.item_id, OLD.item_id)
        AND site_id = coalesce(NEW.site_id, OLD.site_id)
    RETURNING on_hand, reserved INTO balance;
    IF change > 0 AND (balance IS NULL OR balance.reserved > balance.on_hand) THEN
        RAISE EXCEPTION 'Item % at site %: % would be reserved of % on hand.',
            NEW.item_id, NEW.site_id, coalesce(balance.reserved, change), coalesce(balance.on_hand, 0)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reserved_within_stock';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER follow_reservation AFTER INSERT OR UPDATE OR DELETE ON ops.stock_reservation
FOR EACH ROW EXECUTE FUNCTION core.follow_reservation();

REVOKE ALL ON FUNCTION core.follow_ledger, core.follow_reservation FROM PUBLIC;

-- What the ledger holds already.
INSERT INTO core.stock_balance (item_id, site_id, on_hand)
SELECT
    item_id,
    site_id,
    sum(quantity)
FROM core.stock_movement
GROUP BY item_id, site_id;
INSERT INTO core.lot_balance (item_id, site_id, lot_id, quantity)
SELECT
    item_id,
    site_id,
    lot_id,
    sum(quantity)
FROM core.stock_movement
GROUP BY item_id, site_id, lot_id;
