import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { NeedsEvent } from "@/lib/api/schema-names";
import { serverApi } from "@/lib/api/server";
import { positiveId } from "@/lib/list-state";

/** The event that an address names; the title and the page share one request. */
export const getEvent = cache(async (eventId: string): Promise<NeedsEvent> => {
  const id = positiveId(eventId);
  if (id === undefined) notFound();
  const client = await serverApi();
  const { data, response } = await client.GET("/api/v1/events/{event_id}", {
    params: { path: { event_id: id } },
  });
  if (data) return data;
  if (response.status === 404) notFound();
  throw new Error(`The API answered ${response.status} when asked for event ${id}`);
});
