import createClient, { type Middleware } from "openapi-fetch";
import { loadAnew } from "@/lib/session/leave";
import { ApiError, asProblem } from "./problem";
import type { Paths } from "./schema-names";

// Lists also come as CSV, so the media type must be named for their bodies to have a shape.
/** The client of the browser: our own origin, which renews the session on the way. */
// The header proves to the API that no other site sent the change: those cannot set it.
export const api = createClient<Paths, "application/json">({
  baseUrl: "",
  headers: { "X-Requested-With": "quartermaster" },
});

// Our server has already tried to renew the session, so a 401 here means that it is over.
const leaveWhenSignedOut: Middleware = {
  onResponse({ response, schemaPath }) {
    if (response.status !== 401 || schemaPath.startsWith("/api/v1/auth/session")) return;
    const here = window.location.pathname + window.location.search;
    loadAnew(`/login?next=${encodeURIComponent(here)}`);
  },
};
api.use(leaveWhenSignedOut);

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The body of a success, or an ApiError. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiError(response.status, asProblem(error, response.status));
  return data as T;
}

export type Versioned<T> = { value: T; etag: string };

/** The same, with the version that a later change must name in If-Match. */
export async function unwrapVersioned<T>(call: Promise<Answer<T>>): Promise<Versioned<T>> {
  const answer = await call;
  const value = await unwrap(Promise.resolve(answer));
  return { value, etag: answer.response.headers.get("etag") ?? "" };
}
