import type { NeedsListLineQuery, NeedsListQuery } from "@/lib/api/schema-names";
import { oneOf, positiveId, readListState, type ListState } from "@/lib/list-state";

export const STATUSES = [
  "DRAFT",
  "RETURNED",
  "PENDING_APPROVAL",
  "UNDER_REVIEW",
  "APPROVED",
  "IN_PROGRESS",
  "FULFILLED",
  "REJECTED",
  "CANCELLED",
  "SUPERSEDED",
] as const;
const WAITING: ReadonlySet<string> = new Set(["PENDING_APPROVAL", "UNDER_REVIEW"]);

/** Whether somebody still has to decide. */
export function isWaiting(status: string): boolean {
  return WAITING.has(status);
}

/** What still needs somebody; shown unless something else is chosen. */
export const OPEN = STATUSES.slice(0, 6);
export const STATUS_CHOICES = [...STATUSES, "ALL"] as const;
export const PHASES = ["SURGE", "STABILIZED", "BASELINE"] as const;
export const SEVERITIES = ["CRITICAL", "WARNING", "WATCH", "OK"] as const;
export const HORIZONS = ["A", "B", "C"] as const;
export const FAIR_SHARE_RULES = ["EQUAL_HOURS", "BY_NEED", "BY_PRIORITY"] as const;
export const ADJUSTMENT_REASONS = [
  "DEMAND_ADJUSTED",
  "PARTIAL_COVERAGE",
  "PRIORITY_CHANGE",
  "BUDGET_CONSTRAINT",
  "SUPPLIER_LIMIT",
  "OTHER",
] as const;

type Readable = { get(name: string): string | null };

export type NeedsListFilter = ListState & {
  status: (typeof STATUS_CHOICES)[number] | undefined;
  phase: (typeof PHASES)[number] | undefined;
  event: number | undefined;
  site: number | undefined;
  mine: "true" | undefined;
  q: string | undefined;
};

export function readNeedsListFilter(params: Readable): NeedsListFilter {
  return {
    ...readListState(params),
    status: oneOf(params.get("status"), STATUS_CHOICES),
    phase: oneOf(params.get("phase"), PHASES),
    event: positiveId(params.get("event")),
    site: positiveId(params.get("site")),
    mine: oneOf(params.get("mine"), ["true"]),
    q: params.get("q") ?? undefined,
  };
}

export function needsListQuery(filter: NeedsListFilter): NeedsListQuery {
  const { status, phase, event, site, mine, ...rest } = filter;
  return {
    ...rest,
    status: statusesOf(status),
    phase: phase && [phase],
    event_id: event,
    site_id: site,
    mine: mine && true,
  };
}

function statusesOf(status: NeedsListFilter["status"]): NeedsListQuery["status"] {
  if (status === undefined) return [...OPEN];
  return status === "ALL" ? undefined : [status];
}

export type LineFilter = ListState & {
  severity: (typeof SEVERITIES)[number] | undefined;
  horizon: (typeof HORIZONS)[number] | undefined;
  adjusted: "true" | "false" | undefined;
  q: string | undefined;
};

export function readLineFilter(params: Readable): LineFilter {
  return {
    ...readListState(params),
    severity: oneOf(params.get("severity"), SEVERITIES),
    horizon: oneOf(params.get("horizon"), HORIZONS),
    adjusted: oneOf(params.get("adjusted"), ["true", "false"]),
    q: params.get("q") ?? undefined,
  };
}

export function lineQuery({
  severity,
  horizon,
  adjusted,
  ...rest
}: LineFilter): NeedsListLineQuery {
  return {
    ...rest,
    severity: severity && [severity],
    horizon: horizon && [horizon],
    adjusted: adjusted === undefined ? undefined : adjusted === "true",
  };
}
