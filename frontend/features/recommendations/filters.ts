import type { RecommendationQuery } from "@/lib/api/schema-names";
import { oneOf, positiveId, readListState, type ListState } from "@/lib/list-state";

export const TYPES = ["REORDER", "EXPEDITE", "REALLOCATE", "HOLD"] as const;
export const PRIORITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;
export const STATUSES = ["OPEN", "ACCEPTED", "REJECTED", "SUPERSEDED"] as const;

export type RecommendationFilter = ListState & {
  type: (typeof TYPES)[number] | undefined;
  priority: (typeof PRIORITIES)[number] | undefined;
  status: (typeof STATUSES)[number] | undefined;
  site: number | undefined;
  family: string | undefined;
};

type Readable = { get(name: string): string | null };

export function readRecommendationFilter(params: Readable): RecommendationFilter {
  return {
    ...readListState(params),
    type: oneOf(params.get("type"), TYPES),
    priority: oneOf(params.get("priority"), PRIORITIES),
    status: oneOf(params.get("status"), STATUSES),
    site: positiveId(params.get("site")),
    family: params.get("family") ?? undefined,
  };
}

export function recommendationQuery(filter: RecommendationFilter): RecommendationQuery {
  const { site, ...rest } = filter;
  return { ...rest, site_id: site };
}

/** What the dashboard shows; the server asks the same before the page is sent. */
export function topQuery(site: number | undefined, family: string | undefined) {
  const query: RecommendationQuery = {
    status: "OPEN",
    sort: "-priority,action_on",
    limit: 6,
    site_id: site,
    family,
  };
  return query;
}

export function itemRecommendationsQuery(item: number, state: ListState): RecommendationQuery {
  return { ...state, item_id: item };
}
