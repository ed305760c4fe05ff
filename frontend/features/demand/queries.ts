import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { SeriesQuery } from "@/lib/api/schema-names";

export const DEMAND = "/api/v1/demand/timeseries";
export const FORECASTS = "/api/v1/forecasts";
export const FEATURES = "/api/v1/features";

export function useDemand(query: SeriesQuery) {
  return useSWR([DEMAND, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useForecast(query: SeriesQuery) {
  return useSWR([FORECASTS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useFeatures(query: SeriesQuery) {
  return useSWR([FEATURES, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}
