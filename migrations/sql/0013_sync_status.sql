-- Whether a site reports, by how long ago its records end: below 2 hours, up to 6, beyond.
CREATE FUNCTION core.sync_status(last_synced_at timestamptz, as_of timestamptz) RETURNS text
LANGUAGE sql
IMMUTABLE
PARALLEL SAFE
RETURN CASE
    WHEN last_synced_at IS NULL THEN 'UNKNOWN'
    WHEN as_of - last_synced_at < INTERVAL '2 hours' THEN 'ONLINE'
    WHEN as_of - last_synced_at <= INTERVAL '6 hours' THEN 'STALE'
    ELSE 'OFFLINE'
END;

CREATE FUNCTION core.set_sync_status() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.sync_status := core.sync_status(NEW.last_synced_at, clock_timestamp());
    RETURN NEW;
END
$$;

-- Named so that it runs before touch_row, which must see the status that is stored.
CREATE TRIGGER set_sync_status BEFORE INSERT OR UPDATE OF last_synced_at, sync_status
ON core.dim_site
FOR EACH ROW EXECUTE FUNCTION core.set_sync_status();

UPDATE core.dim_site SET sync_status = core.sync_status(last_synced_at, now());
