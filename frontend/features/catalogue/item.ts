import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { ItemDetail } from "@/lib/api/schema-names";
import { serverApi } from "@/lib/api/server";
import { positiveId } from "@/lib/list-state";
import type { Option } from "@/lib/options";

/** The item that an address names; its header and its tab share one request. */
export const getItem = cache(async (itemId: string): Promise<ItemDetail> => {
  const id = positiveId(itemId);
  if (id === undefined) notFound();
  const client = await serverApi();
  const { data, response } = await client.GET("/api/v1/items/{item_id}", {
    params: { path: { item_id: id } },
  });
  if (data) return data;
  if (response.status === 404) notFound();
  throw new Error(`The API answered ${response.status} when asked for item ${id}`);
});

export function placesOf(item: ItemDetail): Option[] {
  return item.sites.map(({ site_id, site_name }) => ({ value: String(site_id), label: site_name }));
}
