import type { Delegation } from "@/lib/api/schema-names";

type State = "revoked" | "planned" | "current" | "ended";

/** What a delegation is on a day, written like 2026-03-02. */
export function delegationState(delegation: Delegation, today: string): State {
  if (delegation.revoked_at !== null) return "revoked";
  if (delegation.starts_on > today) return "planned";
  return delegation.ends_on >= today ? "current" : "ended";
}
