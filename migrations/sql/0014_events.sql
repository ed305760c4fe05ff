-- Every change of phase is written down, whoever made it.
CREATE FUNCTION ops.keep_phase_history() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.current_phase <> OLD.current_phase THEN
        INSERT INTO ops.event_phase_history (event_id, from_phase, to_phase, changed_by, reason)
        VALUES (
            NEW.id,
            CASE TG_OP WHEN 'UPDATE' THEN OLD.current_phase END,
            NEW.current_phase,
            NEW.phase_changed_by,
            NEW.phase_reason
        );
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER trg_event_phase_change AFTER INSERT OR UPDATE OF current_phase ON ops.event
FOR EACH ROW EXECUTE FUNCTION ops.keep_phase_history();

-- A site's records go as far as it last said; a failure says nothing.
CREATE FUNCTION ops.follow_sync() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF NEW.status <> 'FAILED' THEN
        UPDATE core.dim_site
        SET last_synced_at = greatest(last_synced_at, coalesce(NEW.data_up_to, NEW.at))
        WHERE
            id = NEW.site_id
            AND last_synced_at IS DISTINCT FROM
            greatest(last_synced_at, coalesce(NEW.data_up_to, NEW.at));
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER trg_warehouse_sync_status AFTER INSERT ON ops.warehouse_sync_log
FOR EACH ROW EXECUTE FUNCTION ops.follow_sync();

-- One default for each horizon: a transfer, a donation, a procurement.
INSERT INTO ops.lead_time_config (horizon, hours, effective_from, is_default, reason)
VALUES
    ('A', 8, '1970-01-01', true, 'Default of a transfer between sites'),
    ('B', 72, '1970-01-01', true, 'Default of a donation'),
    ('C', 336, '1970-01-01', true, 'Default of a procurement');
