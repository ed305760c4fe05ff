-- Says in a sentence that the extension is not there, where hypertables are asked for.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN
        RAISE EXCEPTION 'TIMESCALE=on, but this database has no extension timescaledb: an administrator'
            ' runs CREATE EXTENSION timescaledb in it, or TIMESCALE=off keeps facts in partitions.';
    END IF;
END
$$
