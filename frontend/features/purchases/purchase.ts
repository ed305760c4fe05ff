import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { PurchaseDetail } from "@/lib/api/schema-names";
import { serverApi } from "@/lib/api/server";
import { positiveId } from "@/lib/list-state";

/** The procurement that an address names; the title and the page share one request. */
export const getPurchase = cache(async (procurementId: string): Promise<PurchaseDetail> => {
  const id = positiveId(procurementId);
  if (id === undefined) notFound();
  const client = await serverApi();
  const { data, response } = await client.GET("/api/v1/procurements/{procurement_id}", {
    params: { path: { procurement_id: id } },
  });
  if (data) return data;
  if (response.status === 404) notFound();
  throw new Error(`The API answered ${response.status} when asked for procurement ${id}`);
});
