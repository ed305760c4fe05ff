import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { SupplierDetail } from "@/lib/api/schema-names";
import { serverApi } from "@/lib/api/server";
import { positiveId } from "@/lib/list-state";

/** The supplier that an address names; the title and the page share one request. */
export const getSupplier = cache(async (supplierId: string): Promise<SupplierDetail> => {
  const id = positiveId(supplierId);
  if (id === undefined) notFound();
  const client = await serverApi();
  const { data, response } = await client.GET("/api/v1/suppliers/{supplier_id}", {
    params: { path: { supplier_id: id } },
  });
  if (data) return data;
  if (response.status === 404) notFound();
  throw new Error(`The API answered ${response.status} when asked for supplier ${id}`);
});
