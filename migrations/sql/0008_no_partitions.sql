-- Hypertables make their own chunks. Whoever loads facts asks all the same, and is told the same
-- about dates that cannot be right, but nothing is made and nobody waits.
CREATE OR REPLACE FUNCTION core.ensure_partitions(first_day date, last_day date, parent regclass DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF first_day < DATE '1970-01-01' OR last_day > current_date + 3660 OR first_day > last_day THEN
        RAISE EXCEPTION 'No partitions from % to %: the dates must lie between 1970 and ten years ahead.',
            first_day, last_day;
    END IF;
    RETURN 0;
END
$$;
