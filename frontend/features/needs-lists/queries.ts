import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type {
  AdjustmentReason,
  FairShareRule,
  NeedsListDrafts,
  NeedsListLineChange,
  NeedsListLineDraft,
  NeedsListLineQuery,
  NeedsListQuery,
  PreviewScope,
  WizardDocument,
} from "@/lib/api/schema-names";
import { ifMatch } from "@/lib/api/use-save";
import { newKey } from "@/lib/idempotency";

export const NEEDS_LISTS = "/api/v1/needs-lists";
const WIZARD = "/api/v1/needs-lists/wizard";

const ofList = (id: number) => ({ path: { needs_list_id: id } });
const ofLine = (listId: number, lineId: number) => ({
  path: { needs_list_id: listId, line_id: lineId },
});
/** Made for each deed anew: a request that is sent twice makes nothing twice. */
const once = () => ({ "Idempotency-Key": newKey() });

export function useNeedsLists(query: NeedsListQuery) {
  return useSWR([NEEDS_LISTS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useNeedsList(id: number) {
  return useSWR([`${NEEDS_LISTS}/${id}`, id] as const, ([, listId]) =>
    unwrap(api.GET("/api/v1/needs-lists/{needs_list_id}", { params: ofList(listId) })),
  );
}

export const linesPath = (id: number) => `${NEEDS_LISTS}/${id}/lines`;

export function useLines(id: number, query: NeedsListLineQuery) {
  return useSWR([linesPath(id), query] as const, ([, q]) =>
    unwrap(
      api.GET("/api/v1/needs-lists/{needs_list_id}/lines", {
        params: { ...ofList(id), query: q },
      }),
    ),
  );
}

export function useLine(listId: number, lineId: number | undefined) {
  return useSWR(
    lineId === undefined ? null : ([`${linesPath(listId)}/${lineId}`, lineId] as const),
    ([, id]) =>
      unwrap(
        api.GET("/api/v1/needs-lists/{needs_list_id}/lines/{line_id}", {
          params: ofLine(listId, id),
        }),
      ),
  );
}

export function useLineExplanation(listId: number, lineId: number) {
  return useSWR([`${linesPath(listId)}/${lineId}/explain`, lineId] as const, ([, id]) =>
    unwrap(
      api.GET("/api/v1/needs-lists/{needs_list_id}/lines/{line_id}/explain", {
        params: ofLine(listId, id),
      }),
    ),
  );
}

export function useFairShare(id: number) {
  return useSWR([`${NEEDS_LISTS}/${id}/fair-share`, id] as const, ([, listId]) =>
    unwrap(api.GET("/api/v1/needs-lists/{needs_list_id}/fair-share", { params: ofList(listId) })),
  );
}

export function replayLine(listId: number, lineId: number) {
  return unwrap(
    api.POST("/api/v1/needs-lists/{needs_list_id}/lines/{line_id}/replay", {
      params: ofLine(listId, lineId),
    }),
  );
}

export function adjustLine(
  listId: number,
  lineId: number,
  version: number,
  change: NeedsListLineChange,
) {
  return unwrap(
    api.PATCH("/api/v1/needs-lists/{needs_list_id}/lines/{line_id}", {
      params: { ...ofLine(listId, lineId), header: ifMatch(version) },
      body: change,
    }),
  );
}

type Removal = { reason_code: AdjustmentReason; note: string | undefined };

export function removeLine(listId: number, lineId: number, version: number, why: Removal) {
  return unwrap(
    api.DELETE("/api/v1/needs-lists/{needs_list_id}/lines/{line_id}", {
      params: { ...ofLine(listId, lineId), header: ifMatch(version), query: why },
    }),
  );
}

export function addLine(listId: number, draft: NeedsListLineDraft) {
  return unwrap(
    api.POST("/api/v1/needs-lists/{needs_list_id}/lines", {
      params: { ...ofList(listId), header: once() },
      body: draft,
    }),
  );
}

export function noteLine(listId: number, lineId: number, note: string) {
  return unwrap(
    api.POST("/api/v1/needs-lists/{needs_list_id}/lines/{line_id}/notes", {
      params: { ...ofLine(listId, lineId), header: once() },
      body: { note },
    }),
  );
}

export function changeNeedsList(
  id: number,
  version: number,
  change: { notes: string | null; fair_share_rule: FairShareRule | null },
) {
  return unwrap(
    api.PATCH("/api/v1/needs-lists/{needs_list_id}", {
      params: { ...ofList(id), header: ifMatch(version) },
      body: change,
    }),
  );
}

type Step = { action: "submit" | "cancel"; note: string | null; acknowledge_stale: boolean };

export function takeStep(id: number, version: number, step: Step) {
  return unwrap(
    api.POST("/api/v1/needs-lists/{needs_list_id}/steps", {
      params: { ...ofList(id), header: { ...ifMatch(version), ...once() } },
      body: { ...step, reason_code: null },
    }),
  );
}

/** Keyed by its scope, so that going back and forth in the wizard does not calculate anew. */
export function usePreview(scope: PreviewScope | null) {
  return useSWR(
    scope === null ? null : ([`${NEEDS_LISTS}/preview`, scope] as const),
    ([, body]) => unwrap(api.POST("/api/v1/needs-lists/preview", { body })),
    { revalidateOnFocus: false, revalidateIfStale: false, keepPreviousData: true },
  );
}

export function draftNeedsLists(drafts: NeedsListDrafts) {
  return unwrap(api.POST("/api/v1/needs-lists", { params: { header: once() }, body: drafts }));
}

export function readWizard() {
  return unwrap(api.GET(WIZARD));
}

export function saveWizard(version: number, document: WizardDocument) {
  return unwrap(api.PUT(WIZARD, { params: { header: ifMatch(version) }, body: document }));
}

export function forgetWizard(version: number) {
  return unwrap(api.DELETE(WIZARD, { params: { header: ifMatch(version) } }));
}

export function useItemSearch(text: string) {
  return useSWR(
    text.trim().length < 2 ? null : (["/api/v1/items", text.trim()] as const),
    ([, q]) => unwrap(api.GET("/api/v1/items", { params: { query: { q, limit: 20 } } })),
  );
}
