import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { BurnRateQuery, StockStatusQuery } from "@/lib/api/schema-names";

export const STOCK_STATUS = "/api/v1/stock-status";
export const FRESHNESS = "/api/v1/stock-status/freshness";
export const BURN_RATES = "/api/v1/burn-rates";

export function useStockStatus(query: StockStatusQuery) {
  return useSWR([STOCK_STATUS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useFreshness(event: number) {
  return useSWR([FRESHNESS, { event_id: event }] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useBurnRates(query: BurnRateQuery | undefined) {
  return useSWR(query === undefined ? null : ([BURN_RATES, query] as const), ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}
