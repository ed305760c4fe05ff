import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { ServiceLevelChange, TargetClass } from "@/lib/api/schema-names";
import { ifMatch } from "@/lib/api/use-save";
import { LATEST, REPLAYS } from "./keys";

export const SERVICE_LEVELS = "/api/v1/planning/service-levels";
const WHOLE = { limit: 500 };

export function useLatestReplay() {
  return useSWR([REPLAYS, LATEST] as const, ([path, query]) =>
    unwrap(api.GET(path, { params: { query } })),
  );
}

export function useReplayResults(id: number | undefined) {
  return useSWR(
    id === undefined ? null : ([`${REPLAYS}/${id}/results`, id] as const),
    ([, replay_id]) =>
      unwrap(
        api.GET("/api/v1/planning/replays/{replay_id}/results", {
          params: { path: { replay_id }, query: WHOLE },
        }),
      ),
  );
}

export function useServiceLevels() {
  return useSWR([SERVICE_LEVELS, WHOLE] as const, ([path, query]) =>
    unwrap(api.GET(path, { params: { query } })),
  );
}

export function setServiceLevel(
  abcClass: TargetClass,
  version: number,
  change: ServiceLevelChange,
) {
  return unwrap(
    api.PUT("/api/v1/planning/service-levels/{abc_class}", {
      params: { path: { abc_class: abcClass }, header: ifMatch(version) },
      body: change,
    }),
  );
}

export function startReplay(key: string) {
  return unwrap(
    api.POST("/api/v1/jobs", { body: { step: "replay" }, headers: { "Idempotency-Key": key } }),
  );
}
