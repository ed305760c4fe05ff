/** The addresses of this part of the API, for the hooks and for the server that asks first. */
export const REPLAYS = "/api/v1/planning/replays";
/** Only the newest replay is shown; older ones are lists for programs. */
export const LATEST = { limit: 1 };
