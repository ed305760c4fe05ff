import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { UserChange, UserDraft, UserQuery } from "@/lib/api/schema-names";
import { ifMatch } from "@/lib/api/use-save";

export const USERS = "/api/v1/users";
export const ROLES = "/api/v1/roles";

export type Credentials = { username: string; password: string };

export function signIn(credentials: Credentials) {
  return unwrap(api.POST("/api/v1/auth/session", { body: credentials }));
}

export function signOut() {
  return unwrap(api.DELETE("/api/v1/auth/session"));
}

export function useUsers(query: UserQuery) {
  return useSWR([USERS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useRoles() {
  return useSWR([ROLES, {}] as const, ([path]) => unwrap(api.GET(path)));
}

export function createUser(draft: UserDraft) {
  return unwrap(api.POST("/api/v1/users", { body: draft }));
}

/** Only what changed is sent: the API takes a field that is left out as it is. */
export function changeUser(id: number, version: number, change: Partial<UserChange>) {
  return unwrap(
    api.PATCH("/api/v1/users/{user_id}", {
      params: { path: { user_id: id }, header: ifMatch(version) },
      // The contract lists every field with its default, which the generator reads as required.
      body: change as UserChange,
    }),
  );
}

export function resetPassword(id: number) {
  return unwrap(
    api.POST("/api/v1/users/{user_id}/password", {
      params: { path: { user_id: id } },
      body: { password: null },
    }),
  );
}
