import type { UserQuery } from "@/lib/api/schema-names";
import { oneOf, readListState, type ListState } from "@/lib/list-state";

export const STATES = ["true", "false"] as const;

export type UserFilter = ListState & {
  q: string | undefined;
  role: string | undefined;
  active: (typeof STATES)[number] | undefined;
};

export function readUserFilter(params: { get(name: string): string | null }): UserFilter {
  return {
    ...readListState(params),
    q: params.get("q") ?? undefined,
    role: params.get("role") ?? undefined,
    active: oneOf(params.get("active"), STATES),
  };
}

export function userQuery({ active, ...rest }: UserFilter): UserQuery {
  return { ...rest, active: active === undefined ? undefined : active === "true" };
}
