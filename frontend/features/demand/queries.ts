import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { FeatureQuery, PromotionQuery, SeriesQuery } from "@/lib/api/schema-names";
import { busiestOf } from "./busiest";

export const DEMAND = "/api/v1/demand/timeseries";
export const FORECASTS = "/api/v1/forecasts";
export const FEATURES = "/api/v1/features";

export function useDemand(query: SeriesQuery | null) {
  return useSWR(query && ([DEMAND, query] as const), ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function usePromotions(query: PromotionQuery) {
  return useSWR(["/api/v1/demand/promotions", query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useForecast(query: SeriesQuery & { horizon?: number }) {
  return useSWR([FORECASTS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useFeatures(query: FeatureQuery) {
  return useSWR([FEATURES, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

/** The items with the most demand of the trailing year, where prices are known by value. */
export function useLeadingItems(site: number | undefined, family: string | undefined) {
  const query = { sort: "-trailing_value,-trailing_quantity", limit: 8, site_id: site, family };
  return useSWR(["/api/v1/items", query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

/** Where most of an item's demand is expected. */
export function useBusiestSite(item: number | undefined) {
  return useSWR(item === undefined ? null : (["busiest-site", item] as const), async ([, id]) => {
    const call = api.GET("/api/v1/items/{item_id}", { params: { path: { item_id: id } } });
    return busiestOf((await unwrap(call)).sites);
  });
}
