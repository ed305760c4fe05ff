import type { NeedsListAction, NeedsListStep, ReturnReason } from "@/lib/api/schema-names";

/** What people can do to a list, as the API names it. */
export type PersonsAction = NeedsListStep["action"];

export const RETURN_REASONS: readonly ReturnReason[] = [
  "QTY_ADJUSTMENT",
  "DATA_QUALITY",
  "MISSING_JUSTIFICATION",
  "SCOPE_MISMATCH",
  "POLICY_COMPLIANCE",
  "OTHER",
];
const NEED_WHY: readonly PersonsAction[] = ["reject", "escalate"];
const REST_ON_DATA: readonly PersonsAction[] = ["submit", "approve", "approve_safe"];
/** The order of the buttons: what most people come for stands first. */
const SHOWN: readonly PersonsAction[] = [
  "approve",
  "approve_safe",
  "submit",
  "return",
  "escalate",
  "reject",
  "remind",
  "cancel",
];

/** What somebody filled in before confirming a step. */
export type StepForm = { code: ReturnReason | null; note: string; knowsStale: boolean };
export const EMPTY_FORM: StepForm = { code: null, note: "", knowsStale: false };
export type StepErrors = { code: boolean; note: boolean; stale: boolean };

export function shownActions(allowed: readonly NeedsListAction[]): PersonsAction[] {
  return SHOWN.filter((action) => allowed.includes(action));
}

type Rules = { asksCode: boolean; asksWhy: boolean; asksStale: boolean };

/** What a step asks of a person; a list that is approved is cancelled for a reason only. */
export function rulesOf(action: PersonsAction, isStale: boolean, isApproved: boolean): Rules {
  return {
    asksCode: action === "return",
    asksWhy: NEED_WHY.includes(action) || (action === "cancel" && isApproved),
    asksStale: isStale && REST_ON_DATA.includes(action),
  };
}

export function checkStep(form: StepForm, rules: Rules): StepErrors {
  const note = form.note.trim();
  return {
    code: rules.asksCode && form.code === null,
    note: !note && (rules.asksWhy || (rules.asksCode && form.code === "OTHER")),
    stale: rules.asksStale && !form.knowsStale,
  };
}

export function stepOf(action: PersonsAction, form: StepForm): NeedsListStep {
  return {
    action,
    reason_code: action === "return" ? form.code : null,
    note: form.note.trim() || null,
    acknowledge_stale: form.knowsStale,
  };
}
