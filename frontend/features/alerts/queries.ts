import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { AlertChange, AlertQuery } from "@/lib/api/schema-names";
import { ifMatch } from "@/lib/api/use-save";

export const ALERTS = "/api/v1/alerts";

export function useAlerts(query: AlertQuery) {
  return useSWR([ALERTS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useAlert(id: number | undefined) {
  return useSWR(id === undefined ? null : ([`${ALERTS}/${id}`, id] as const), ([, alertId]) =>
    unwrap(api.GET("/api/v1/alerts/{alert_id}", { params: { path: { alert_id: alertId } } })),
  );
}

export function changeAlert(id: number, version: number, change: AlertChange) {
  return unwrap(
    api.PATCH("/api/v1/alerts/{alert_id}", {
      params: { path: { alert_id: id }, header: ifMatch(version) },
      body: change,
    }),
  );
}

export function changeAlerts(ids: number[], change: AlertChange) {
  return unwrap(api.POST("/api/v1/alerts/bulk", { body: { ...change, ids } }));
}
