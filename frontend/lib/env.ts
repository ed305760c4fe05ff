import "server-only";

/** Where the API answers. Read at run time, so that one build serves every environment. */
export function apiUrl(): string {
  return (process.env.API_URL ?? "http://127.0.0.1:5000").replace(/\/+$/, "");
}
