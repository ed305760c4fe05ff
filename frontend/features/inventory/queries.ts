import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { StockSeriesQuery } from "@/lib/api/schema-names";

export const STOCK = "/api/v1/inventory/timeseries";

export function useStock(query: StockSeriesQuery) {
  return useSWR([STOCK, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}
