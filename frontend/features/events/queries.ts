import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type {
  EventQuery,
  LeadTimeChange,
  LeadTimeDraft,
  LeadTimeQuery,
  NeedsEventChange,
  NeedsEventDraft,
  Phase,
  PhaseChange,
  PhaseConfigChange,
} from "@/lib/api/schema-names";
import { ifMatch } from "@/lib/api/use-save";
import { newKey } from "@/lib/idempotency";

export const EVENTS = "/api/v1/events";
export const LEAD_TIMES = "/api/v1/lead-times";
export const REPORTING = "/api/v1/stock-status/freshness";
const once = () => ({ "Idempotency-Key": newKey() });

export function useEvents(query: EventQuery) {
  return useSWR([EVENTS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useEvent(id: number) {
  return useSWR([`${EVENTS}/${id}`, {}] as const, () =>
    unwrap(api.GET("/api/v1/events/{event_id}", { params: { path: { event_id: id } } })),
  );
}

export function usePhaseConfigs(id: number) {
  return useSWR([`${EVENTS}/${id}/phase-configs`, {}] as const, () =>
    unwrap(
      api.GET("/api/v1/events/{event_id}/phase-configs", { params: { path: { event_id: id } } }),
    ),
  );
}

export function usePhaseHistory(id: number) {
  return useSWR([`${EVENTS}/${id}/phase-history`, {}] as const, () =>
    unwrap(
      api.GET("/api/v1/events/{event_id}/phase-history", { params: { path: { event_id: id } } }),
    ),
  );
}

export function createEvent(body: NeedsEventDraft) {
  return unwrap(api.POST("/api/v1/events", { params: { header: once() }, body }));
}

/** Only what changed is sent: the API takes a field that is left out as it is. */
export function changeEvent(id: number, version: number, change: Partial<NeedsEventChange>) {
  return unwrap(
    api.PATCH("/api/v1/events/{event_id}", {
      params: { path: { event_id: id }, header: ifMatch(version) },
      body: change as NeedsEventChange,
    }),
  );
}

export function changePhase(id: number, version: number, body: PhaseChange) {
  return unwrap(
    api.POST("/api/v1/events/{event_id}/phase", {
      params: { path: { event_id: id }, header: { ...ifMatch(version), ...once() } },
      body,
    }),
  );
}

export function changeConfig(id: number, phase: Phase, version: number, body: PhaseConfigChange) {
  return unwrap(
    api.PUT("/api/v1/events/{event_id}/phase-configs/{phase}", {
      params: { path: { event_id: id, phase }, header: ifMatch(version) },
      body,
    }),
  );
}

export function useLeadTimes(query: LeadTimeQuery) {
  return useSWR([LEAD_TIMES, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function createLeadTime(body: LeadTimeDraft) {
  return unwrap(api.POST("/api/v1/lead-times", { params: { header: once() }, body }));
}

export function changeLeadTime(id: number, version: number, change: Partial<LeadTimeChange>) {
  return unwrap(
    api.PATCH("/api/v1/lead-times/{lead_time_id}", {
      params: { path: { lead_time_id: id }, header: ifMatch(version) },
      body: change as LeadTimeChange,
    }),
  );
}

/** How far each site is behind, by the limits without an event. */
export function useReportingSites() {
  return useSWR([REPORTING, { event_id: 0 }] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useSyncLog(site: number) {
  return useSWR([`/api/v1/sites/${site}/sync-log`, {}] as const, () =>
    unwrap(
      api.GET("/api/v1/sites/{site_id}/sync-log", {
        params: { path: { site_id: site }, query: { limit: 50 } },
      }),
    ),
  );
}

/** Say that a site's records are complete up to now. */
export function recordReport(site: number) {
  return unwrap(
    api.POST("/api/v1/sites/{site_id}/sync-log", {
      params: { path: { site_id: site }, header: once() },
      body: {
        type: "MANUAL",
        status: "SUCCESS",
        data_up_to: null,
        items_synced: 0,
        error_text: null,
      },
    }),
  );
}
