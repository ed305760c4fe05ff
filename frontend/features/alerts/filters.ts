import type { AlertQuery } from "@/lib/api/schema-names";
import { oneOf, positiveId, readListState, type ListState } from "@/lib/list-state";

export const LEVELS = ["CRITICAL", "WARNING", "NORMAL"] as const;
/** The first three still need somebody; they are shown unless something else is chosen. */
export const UNRESOLVED = ["OPEN", "ACKNOWLEDGED", "SNOOZED"] as const;
export const STATUSES = [...UNRESOLVED, "RESOLVED", "ALL"] as const;
export const TYPES = [
  "STOCKOUT",
  "STOCKOUT_IMMINENT",
  "LOW_STOCK",
  "OVERDUE_ORDER",
  "EXPIRING_LOT",
  "STALE_SITE",
  "DEMAND_SPIKE",
  "FORECAST_BIAS",
] as const;

export type AlertFilter = ListState & {
  level: (typeof LEVELS)[number] | undefined;
  status: (typeof STATUSES)[number] | undefined;
  type: (typeof TYPES)[number] | undefined;
  site: number | undefined;
  q: string | undefined;
};

type Readable = { get(name: string): string | null };

export function readAlertFilter(params: Readable): AlertFilter {
  return {
    ...readListState(params),
    level: oneOf(params.get("level"), LEVELS),
    status: oneOf(params.get("status"), STATUSES),
    type: oneOf(params.get("type"), TYPES),
    site: positiveId(params.get("site")),
    q: params.get("q") ?? undefined,
  };
}

export function alertQuery({ site, status, level, type, ...rest }: AlertFilter): AlertQuery {
  return {
    ...rest,
    status: statusesOf(status),
    level: level && [level],
    type: type && [type],
    site_id: site,
  };
}

function statusesOf(status: AlertFilter["status"]): AlertQuery["status"] {
  if (status === undefined) return [...UNRESOLVED];
  return status === "ALL" ? undefined : [status];
}
