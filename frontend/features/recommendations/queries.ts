import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { Decision, OrderPreviewDraft, RecommendationQuery } from "@/lib/api/schema-names";
import { ifMatch } from "@/lib/api/use-save";

export const RECOMMENDATIONS = "/api/v1/recommendations";

export function useRecommendations(query: RecommendationQuery) {
  return useSWR([RECOMMENDATIONS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useRecommendation(id: number | undefined) {
  return useSWR(
    id === undefined ? null : ([`${RECOMMENDATIONS}/${id}`, id] as const),
    ([, wanted]) =>
      unwrap(
        api.GET("/api/v1/recommendations/{recommendation_id}", {
          params: { path: { recommendation_id: wanted } },
        }),
      ),
  );
}

export function useExplanation(id: number | undefined) {
  return useSWR(
    id === undefined ? null : ([`${RECOMMENDATIONS}/${id}/explain`, id] as const),
    ([, wanted]) =>
      unwrap(
        api.GET("/api/v1/recommendations/{recommendation_id}/explain", {
          params: { path: { recommendation_id: wanted } },
        }),
      ),
  );
}

export function decide(id: number, version: number, decision: Decision) {
  return unwrap(
    api.PATCH("/api/v1/recommendations/{recommendation_id}", {
      params: { path: { recommendation_id: id }, header: ifMatch(version) },
      body: decision,
    }),
  );
}

export function previewOrder(draft: OrderPreviewDraft) {
  return unwrap(api.POST("/api/v1/planning/preview", { body: draft }));
}
