-- Since when each alert has been open that has not cleared, as its history tells.
-- One row per fingerprint.
SELECT
    fingerprint,
    at AS opened_at
FROM (
    SELECT DISTINCT ON (fingerprint)
        fingerprint,
        action,
        at
    FROM ops.alert_event
    WHERE action IN ('opened', 'cleared')
    ORDER BY
        fingerprint,
        id DESC
) AS last_turns
WHERE action = 'opened'
