import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { OverrideDraft, OverrideQuery, ValueQuery } from "@/lib/api/schema-names";
import { ifMatch } from "@/lib/api/use-save";
import { OVERRIDES } from "./keys";

const VALUE = "/api/v1/planning/overrides/value";

export function useOverrides(query: OverrideQuery) {
  return useSWR([OVERRIDES, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

export function useValue(by: NonNullable<ValueQuery["by"]>) {
  return useSWR([VALUE, { by }] as const, ([path, query]) =>
    unwrap(api.GET(path, { params: { query } })),
  );
}

/** Items whose code or name holds a text, for who chooses one. */
export function useItemSearch(q: string) {
  return useSWR(["/api/v1/items", { q, limit: 20 }] as const, ([path, query]) =>
    unwrap(api.GET(path, { params: { query } })),
  );
}

export function makeOverride(draft: OverrideDraft, key: string) {
  return unwrap(api.POST(OVERRIDES, { body: draft, headers: { "Idempotency-Key": key } }));
}

export function withdraw(id: number, version: number, reason: string) {
  return unwrap(
    api.PATCH("/api/v1/planning/overrides/{override_id}", {
      params: { path: { override_id: id }, header: ifMatch(version) },
      body: { action: "withdraw", reason },
    }),
  );
}
