import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { ItemQuery } from "@/lib/api/schema-names";

export const ITEMS = "/api/v1/items";

export function useItems(query: ItemQuery) {
  return useSWR([ITEMS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

/** Items whose SKU or name match, for the command palette. */
export function useItemSearch(text: string) {
  const wanted = text.trim();
  return useSWR(wanted.length < 2 ? null : (["item-search", wanted] as const), ([, q]) =>
    unwrap(api.GET(ITEMS, { params: { query: { q, limit: 8 } } })),
  );
}
