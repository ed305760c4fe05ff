-- Four schemas, two roles, and the trigger functions that every later migration uses.
-- The owner is whoever migrates; the application is a member of quartermaster_app.

CREATE SCHEMA core;
CREATE SCHEMA ops;
CREATE SCHEMA analytics;
CREATE SCHEMA support;

-- A role belongs to the whole server, so another database may have made it already.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'quartermaster_app') THEN
        CREATE ROLE quartermaster_app NOLOGIN;
    END IF;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'The role quartermaster_app is missing and % may not create it.', current_user
            USING HINT = 'Let an administrator run: CREATE ROLE quartermaster_app NOLOGIN;';
    WHEN duplicate_object OR unique_violation THEN
        NULL; -- another migration was a moment quicker
END
$$;

GRANT USAGE ON SCHEMA core, ops, analytics, support TO quartermaster_app;
-- /readyz compares the version with the code's; Alembic makes the table before the first migration.
GRANT SELECT ON public.alembic_version TO quartermaster_app;

-- Counts the versions of a row, whoever changes it; an UPDATE that changes nothing counts nothing.
CREATE FUNCTION support.touch_row() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF NEW IS DISTINCT FROM OLD THEN
        NEW.updated_at := clock_timestamp();
        NEW.version := OLD.version + 1;
    END IF;
    RETURN NEW;
END
$$;

-- Stamps a row that has no version of its own.
CREATE FUNCTION support.stamp_row() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF NEW IS DISTINCT FROM OLD THEN
        NEW.updated_at := clock_timestamp();
    END IF;
    RETURN NEW;
END
$$;

-- Guards tables whose rows are only ever added. Only core.empty_demo(), run as the owner, may
-- clear the ledger of a demonstration; the audit log it may not touch either.
CREATE FUNCTION support.refuse_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF current_setting('quartermaster.emptying_demo', true) = 'on'
        AND TG_TABLE_NAME <> 'audit_logs'
        AND TG_OP = 'DELETE'
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '%.% only grows: % is refused.', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;

-- Eight levels, none missing, none negative, none crossing, none infinite or NaN (which sorts
-- above all). A missing one makes the comparison null, which a CHECK would let through.
CREATE FUNCTION analytics.are_quantiles(quantiles double precision[]) RETURNS boolean
LANGUAGE sql
IMMUTABLE
PARALLEL SAFE
RETURN coalesce(
    cardinality(quantiles) = 8
    AND quantiles[1] >= 0
    AND quantiles[1] <= quantiles[2]
    AND quantiles[2] <= quantiles[3]
    AND quantiles[3] <= quantiles[4]
    AND quantiles[4] <= quantiles[5]
    AND quantiles[5] <= quantiles[6]
    AND quantiles[6] <= quantiles[7]
    AND quantiles[7] <= quantiles[8]
    AND quantiles[8] < 'Infinity',
    false
);
