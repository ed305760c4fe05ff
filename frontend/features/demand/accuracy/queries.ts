import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { AccuracyQuery, SeriesAccuracyQuery } from "@/lib/api/schema-names";

export const ACCURACY = "/api/v1/forecasts/accuracy";
export const SERIES = "/api/v1/forecasts/accuracy/series";
export const RUNS = "/api/v1/forecasts/runs";

export function useAccuracy(query: AccuracyQuery) {
  return useSWR([ACCURACY, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useSeriesAccuracy(query: SeriesAccuracyQuery) {
  return useSWR([SERIES, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useRuns() {
  return useSWR([RUNS, { limit: 30 }] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}
