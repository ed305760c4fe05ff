import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { Job, ServiceLevelChange, TargetClass } from "@/lib/api/schema-names";
import { ifMatch } from "@/lib/api/use-save";
import { LATEST, REPLAYS } from "./keys";

export const SERVICE_LEVELS = "/api/v1/planning/service-levels";
export const JOBS = "/api/v1/jobs";
const WHOLE = { limit: 500 };
const NEWEST_JOB = { step: "replay", limit: 1 } as const;
const BUSY_MS = 1_500;

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

/** The newest replay job, asked often while it runs, so that the page can follow it. */
export function useReplayJob() {
  return useSWR(
    [JOBS, NEWEST_JOB] as const,
    ([path, query]) => unwrap(api.GET(path, { params: { query } })),
    { refreshInterval: (answer) => (isActive(answer?.data[0]) ? BUSY_MS : 0) },
  );
}

export function isActive(job: Job | undefined): boolean {
  return job?.status === "QUEUED" || job?.status === "RUNNING";
}

export function startReplay(key: string) {
  return unwrap(
    api.POST("/api/v1/jobs", { body: { step: "replay" }, headers: { "Idempotency-Key": key } }),
  );
}
