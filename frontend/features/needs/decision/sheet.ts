import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { DecisionSheet } from "@/lib/api/schema-names";
import { serverApi } from "@/lib/api/server";
import { positiveId } from "@/lib/list-state";

/** The sheet that an address names; its title and its page share one request. */
export const getDecisionSheet = cache(async (needsListId: string): Promise<DecisionSheet> => {
  const id = positiveId(needsListId);
  if (id === undefined) notFound();
  const client = await serverApi();
  const { data, response } = await client.GET(
    "/api/v1/needs-lists/{needs_list_id}/decision-sheet",
    {
      params: { path: { needs_list_id: id } },
    },
  );
  if (data) return data;
  if (response.status === 404) notFound();
  throw new Error(`The API answered ${response.status} when asked for needs list ${id}`);
});
