-- Sites that fell silent since they were last looked at; the trigger says what they are now.
UPDATE core.dim_site
SET sync_status = sync_status
WHERE sync_status <> core.sync_status(last_synced_at, clock_timestamp());
