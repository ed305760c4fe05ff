import type { EventQuery, LeadTimeQuery } from "@/lib/api/schema-names";
import { oneOf, positiveId, readListState, type ListState } from "@/lib/list-state";

export const PHASES = ["SURGE", "STABILIZED", "BASELINE"] as const;
export const STATUSES = ["ACTIVE", "CLOSED"] as const;
export const HORIZONS = ["A", "B", "C"] as const;

type Readable = { get(name: string): string | null };

export type EventFilter = ListState & {
  q: string | undefined;
  status: (typeof STATUSES)[number] | undefined;
  phase: (typeof PHASES)[number] | undefined;
};

export function readEventFilter(params: Readable): EventFilter {
  return {
    ...readListState(params),
    q: params.get("q") ?? undefined,
    status: oneOf(params.get("status"), STATUSES),
    phase: oneOf(params.get("phase"), PHASES),
  };
}

export function eventQuery(filter: EventFilter): EventQuery {
  return { ...filter };
}

export type LeadTimeFilter = ListState & {
  horizon: (typeof HORIZONS)[number] | undefined;
  site: number | undefined;
  supplier: number | undefined;
};

export function readLeadTimeFilter(params: Readable): LeadTimeFilter {
  return {
    ...readListState(params),
    horizon: oneOf(params.get("horizon"), HORIZONS),
    site: positiveId(params.get("site")),
    supplier: positiveId(params.get("supplier")),
  };
}

export function leadTimeQuery({ site, supplier, ...rest }: LeadTimeFilter): LeadTimeQuery {
  return { ...rest, site_id: site, supplier_id: supplier };
}
