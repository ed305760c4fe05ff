-- The step 'approvals' runs every few minutes and mostly has nothing to say; what went well
-- would soon hide every other run.
DELETE FROM support.job_run
WHERE
    step = 'approvals'
    AND status = 'SUCCEEDED'
    AND finished_at < now() - INTERVAL '1 day';
