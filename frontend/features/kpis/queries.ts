import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { KpiQuery } from "@/lib/api/schema-names";

export const KPIS = "/api/v1/analytics/kpis";
export const DEFINITIONS = "/api/v1/analytics/kpis/definitions";

export function useKpis(query: KpiQuery) {
  return useSWR([KPIS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useKpiDefinitions() {
  return useSWR([DEFINITIONS, {}] as const, ([path]) => unwrap(api.GET(path)));
}
