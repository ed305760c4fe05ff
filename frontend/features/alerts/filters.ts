import type { AlertQuery } from "@/lib/api/schema-names";
import { oneOf, positiveId, readListState, type ListState } from "@/lib/list-state";

export const LEVELS = ["CRITICAL", "WARNING", "NORMAL"] as const;
export const STATUSES = ["OPEN", "ACKNOWLEDGED", "SNOOZED", "RESOLVED"] as const;
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
  family: string | undefined;
};

type Readable = { get(name: string): string | null };

export function readAlertFilter(params: Readable): AlertFilter {
  return {
    ...readListState(params),
    level: oneOf(params.get("level"), LEVELS),
    status: oneOf(params.get("status"), STATUSES),
    type: oneOf(params.get("type"), TYPES),
    site: positiveId(params.get("site")),
    family: params.get("family") ?? undefined,
  };
}

export function alertQuery({ site, ...filter }: AlertFilter): AlertQuery {
  return { ...filter, site_id: site };
}
