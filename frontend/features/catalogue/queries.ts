import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";

/** Items whose SKU or name match, for the command palette. */
export function useItemSearch(text: string) {
  const wanted = text.trim();
  return useSWR(wanted.length < 2 ? null : ["item-search", wanted], ([, q]) =>
    unwrap(api.GET("/api/v1/items", { params: { query: { q, limit: 8 } } })),
  );
}
