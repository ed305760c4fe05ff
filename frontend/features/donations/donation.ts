import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { DonationDetail } from "@/lib/api/schema-names";
import { serverApi } from "@/lib/api/server";
import { positiveId } from "@/lib/list-state";

/** The donation that an address names; the title and the page share one request. */
export const getDonation = cache(async (donationId: string): Promise<DonationDetail> => {
  const id = positiveId(donationId);
  if (id === undefined) notFound();
  const client = await serverApi();
  const { data, response } = await client.GET("/api/v1/donations/{donation_id}", {
    params: { path: { donation_id: id } },
  });
  if (data) return data;
  if (response.status === 404) notFound();
  throw new Error(`The API answered ${response.status} when asked for donation ${id}`);
});
