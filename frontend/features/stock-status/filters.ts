import type { BurnRateQuery, StockStatusQuery } from "@/lib/api/schema-names";
import { oneOf, positiveId, readListState, type ListState } from "@/lib/list-state";

export const SEVERITIES = ["CRITICAL", "WARNING", "WATCH", "OK"] as const;
export const FRESHNESS = ["HIGH", "MEDIUM", "LOW"] as const;
/** Stands for stock without an event, in the address as in the API. */
export const NO_EVENT = "0";

export type StatusFilter = ListState & {
  q: string | undefined;
  event: string | undefined;
  site: number | undefined;
  severity: (typeof SEVERITIES)[number] | undefined;
  freshness: (typeof FRESHNESS)[number] | undefined;
  family: string | undefined;
};

type Readable = { get(name: string): string | null };

export function readStatusFilter(params: Readable): StatusFilter {
  const event = params.get("event");
  return {
    ...readListState(params),
    q: params.get("q") ?? undefined,
    event: event === NO_EVENT || positiveId(event) ? (event ?? undefined) : undefined,
    site: positiveId(params.get("site")),
    severity: oneOf(params.get("severity"), SEVERITIES),
    freshness: oneOf(params.get("freshness"), FRESHNESS),
    family: params.get("family") ?? undefined,
  };
}

/** The event asked about: the chosen one, else the newest that is active, else none. */
export function eventOf(filter: StatusFilter, newest: string | undefined): number {
  return Number(filter.event ?? newest ?? NO_EVENT);
}

export function statusQuery(filter: StatusFilter, event: number): StockStatusQuery {
  return {
    limit: filter.limit,
    offset: filter.offset,
    sort: filter.sort,
    q: filter.q,
    event_id: event,
    site_id: filter.site,
    severity: filter.severity,
    freshness: filter.freshness,
    family: filter.family,
  };
}

export type DraftScope = { event: number; site?: number; family?: string };

/** Where a needs list is drafted for what is looked at here. */
export function draftHref({ event, site, family }: DraftScope): string {
  const query = new URLSearchParams({ event: String(event) });
  if (site !== undefined) query.set("site", String(site));
  if (family !== undefined) query.set("family", family);
  return `/needs-lists/new?${query.toString()}`;
}

/** Which row is open, as `site-item` in the address, so that it can be sent on. */
export type OpenRow = { site: number; item: number };

export function readOpenRow(text: string | null): OpenRow | undefined {
  const [site, item] = (text ?? "").split("-").map(positiveId);
  return site !== undefined && item !== undefined ? { site, item } : undefined;
}

const LONGEST_TREND = 500;

export function trendQuery({ site, item }: OpenRow, event: number): BurnRateQuery {
  return { site_id: site, item_id: item, event_id: event, limit: LONGEST_TREND };
}
