import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { NeedsListDetail } from "@/lib/api/schema-names";
import { serverApi } from "@/lib/api/server";
import { positiveId } from "@/lib/list-state";
import type { Option } from "@/lib/options";

/** The list that an address names; the title and the page share one request. */
export const getNeedsList = cache(async (needsListId: string): Promise<NeedsListDetail> => {
  const id = positiveId(needsListId);
  if (id === undefined) notFound();
  const client = await serverApi();
  const { data, response } = await client.GET("/api/v1/needs-lists/{needs_list_id}", {
    params: { path: { needs_list_id: id } },
  });
  if (data) return data;
  if (response.status === 404) notFound();
  throw new Error(`The API answered ${response.status} when asked for needs list ${id}`);
});

export type EventOption = Option & { phase: string };

/** The events that something can be needed in; a closed one is only for looking back. */
export async function eventOptions(status?: "ACTIVE"): Promise<EventOption[]> {
  const { data } = await (
    await serverApi()
  ).GET("/api/v1/events", { params: { query: { limit: 200, sort: "name", status } } });
  return (data?.data ?? []).map(({ id, name, code, current_phase }) => ({
    value: String(id),
    label: `${name} (${code})`,
    phase: current_phase,
  }));
}
