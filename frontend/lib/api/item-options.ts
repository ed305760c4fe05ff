"use client";

import useSWR from "swr";
import { api, unwrap } from "./client";

export type ItemOption = { value: string; label: string; unit: string };

/** Active items whose name or code holds what was typed, for a form to choose from. */
export function useItemOptions(typed: string): ItemOption[] {
  const query = { q: typed.trim() || undefined, active: true, limit: 20, sort: "name" };
  const { data } = useSWR(
    ["/api/v1/items", query] as const,
    ([path, q]) => unwrap(api.GET(path, { params: { query: q } })),
    { keepPreviousData: true },
  );
  return (data?.data ?? []).map(({ id, name, sku, unit }) => ({
    value: String(id),
    label: name === sku ? name : `${name} (${sku})`,
    unit,
  }));
}
