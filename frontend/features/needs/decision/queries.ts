import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { NeedsListStep, NoticeQuery } from "@/lib/api/schema-names";
import { ifMatch } from "@/lib/api/use-save";
import { explanationKey, historyKey, NOTICES, sheetKey } from "./keys";

export function useDecisionSheet(id: number) {
  return useSWR(sheetKey(id), () =>
    unwrap(
      api.GET("/api/v1/needs-lists/{needs_list_id}/decision-sheet", {
        params: { path: { needs_list_id: id } },
      }),
    ),
  );
}

export function useLineExplanation(listId: number, lineId: number) {
  return useSWR(explanationKey(listId, lineId), () =>
    unwrap(
      api.GET("/api/v1/needs-lists/{needs_list_id}/lines/{line_id}/explain", {
        params: { path: { needs_list_id: listId, line_id: lineId } },
      }),
    ),
  );
}

export function useNeedsListHistory(id: number) {
  return useSWR(historyKey(id), ([, query]) =>
    unwrap(
      api.GET("/api/v1/needs-lists/{needs_list_id}/history", {
        params: { path: { needs_list_id: id }, query },
      }),
    ),
  );
}

export function useNotices(query: NoticeQuery) {
  return useSWR([NOTICES, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

/** Take a step on the version that somebody saw; the same key sent twice does it once. */
export function takeStep(id: number, version: number, key: string, step: NeedsListStep) {
  return unwrap(
    api.POST("/api/v1/needs-lists/{needs_list_id}/steps", {
      params: {
        path: { needs_list_id: id },
        header: { ...ifMatch(version), "Idempotency-Key": key },
      },
      body: step,
    }),
  );
}
