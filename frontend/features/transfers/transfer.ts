import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { TransferDetail } from "@/lib/api/schema-names";
import { serverApi } from "@/lib/api/server";
import { positiveId } from "@/lib/list-state";

/** The transfer that an address names; the title and the page share one request. */
export const getTransfer = cache(async (transferId: string): Promise<TransferDetail> => {
  const id = positiveId(transferId);
  if (id === undefined) notFound();
  const client = await serverApi();
  const { data, response } = await client.GET("/api/v1/transfers/{transfer_id}", {
    params: { path: { transfer_id: id } },
  });
  if (data) return data;
  if (response.status === 404) notFound();
  throw new Error(`The API answered ${response.status} when asked for transfer ${id}`);
});
