-- A neutral start in the organisation's own currency: transfers and donations by the manager,
-- procurement by value. SURGE halves the time limits (backend/needs/approvals/rules.py).
INSERT INTO ops.approval_policy (
    name, horizon, minimum_value, maximum_value, roles, time_limit_hours, rank
)
VALUES
    ('Transfers', 'A', 0, NULL, '{LOGISTICS_MANAGER}', 4, 1),
    ('Donations', 'B', 0, NULL, '{LOGISTICS_MANAGER}', 8, 2),
    ('Procurement up to 10,000', 'C', 0, 10000, '{LOGISTICS_MANAGER}', 8, 3),
    ('Procurement up to 100,000', 'C', 10000, 100000, '{APPROVER}', 24, 4),
    ('Procurement above 100,000', 'C', 100000, NULL, '{LOGISTICS_MANAGER,APPROVER}', 48, 5);
