/** The addresses of this part of the API, for the hooks and for the server that asks first. */
export const OVERRIDES = "/api/v1/planning/overrides";
