import type { ApprovalPolicy, ApprovalPolicyDraft } from "@/lib/api/schema-names";

/** A tier as it stands in the form: what is not filled in is an empty text. */
export type PolicyForm = {
  name: string;
  horizon: ApprovalPolicy["horizon"];
  phase: NonNullable<ApprovalPolicy["phase"]> | null;
  scope: string;
  minimum: string;
  maximum: string;
  roles: string[];
  hours: string;
  rank: string;
  isActive: boolean;
  reason: string;
};
export type PolicyField = "name" | "roles" | "hours" | "rank" | "reason";

export function formOf(policy: ApprovalPolicy | null): PolicyForm {
  return {
    name: policy?.name ?? "",
    horizon: policy?.horizon ?? "C",
    phase: policy?.phase ?? null,
    scope: policy?.scope ?? "",
    minimum: plain(policy?.minimum_value),
    maximum: plain(policy?.maximum_value),
    roles: policy?.roles ?? [],
    hours: plain(policy?.time_limit_hours),
    rank: policy ? String(policy.rank) : "",
    isActive: policy?.is_active ?? true,
    reason: "",
  };
}

export function missingFields(form: PolicyForm): PolicyField[] {
  const empty: Record<PolicyField, boolean> = {
    name: !form.name.trim(),
    roles: form.roles.length === 0,
    hours: !(Number(form.hours) > 0),
    rank: !(Number(form.rank) >= 1),
    reason: !form.reason.trim(),
  };
  return (Object.keys(empty) as PolicyField[]).filter((field) => empty[field]);
}

export function draftOf(form: PolicyForm): ApprovalPolicyDraft {
  return {
    name: form.name.trim(),
    horizon: form.horizon,
    phase: form.phase,
    scope: form.scope.trim() || null,
    minimum_value: form.minimum || "0",
    maximum_value: form.maximum || null,
    roles: form.roles,
    time_limit_hours: form.hours,
    rank: Number(form.rank),
    is_active: form.isActive,
    reason: form.reason.trim(),
  };
}

/** "10000.0000" is 10000 to a person; zero is no limit. */
function plain(value: string | null | undefined): string {
  const number = Number(value ?? 0);
  return number === 0 ? "" : String(number);
}
