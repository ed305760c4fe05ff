/** The addresses of this part of the API, for the hooks and for the server that asks first. */
export const POLICIES = "/api/v1/approval-policies";
export const DELEGATIONS = "/api/v1/approval-delegations";
export const STAND_INS = "/api/v1/approval-delegations/people";
/** These tables are short and shown whole. */
export const WHOLE = { limit: 500 } as const;
