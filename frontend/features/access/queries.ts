import { api, unwrap } from "@/lib/api/client";

export type Credentials = { username: string; password: string };

export function signIn(credentials: Credentials) {
  return unwrap(api.POST("/api/v1/auth/session", { body: credentials }));
}

export function signOut() {
  return unwrap(api.DELETE("/api/v1/auth/session"));
}
