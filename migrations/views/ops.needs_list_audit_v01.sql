-- Everything that ever happened to a needs list, from the one audit log. One row per entry.
CREATE VIEW ops.needs_list_audit AS
SELECT
    audit_logs.id,
    needs_list.id AS needs_list_id,
    needs_list.needs_list_no,
    audit_logs.at,
    audit_logs.actor_id,
    audit_logs.actor,
    audit_logs.action,
    audit_logs.before,
    audit_logs.after,
    audit_logs.reason,
    audit_logs.request_id
FROM support.audit_logs
INNER JOIN ops.needs_list ON audit_logs.entity_id = needs_list.id::text
WHERE audit_logs.entity = 'needs_list';
