import type { DonationQuery } from "@/lib/api/schema-names";
import { oneOf, positiveId, readListState, type ListState } from "@/lib/list-state";

export const STATUSES = ["ENTERED", "PENDING", "VERIFIED", "CANCELLED"] as const;
export const RESTRICTIONS = ["yes", "no"] as const;

export type DonationFilter = ListState & {
  q: string | undefined;
  status: (typeof STATUSES)[number] | undefined;
  restricted: (typeof RESTRICTIONS)[number] | undefined;
  site: number | undefined;
};

export function readDonationFilter(params: { get(name: string): string | null }): DonationFilter {
  return {
    ...readListState(params),
    q: params.get("q") ?? undefined,
    status: oneOf(params.get("status"), STATUSES),
    restricted: oneOf(params.get("restricted"), RESTRICTIONS),
    site: positiveId(params.get("site")),
  };
}

export function donationQuery({
  status,
  restricted,
  site,
  ...rest
}: DonationFilter): DonationQuery {
  return {
    ...rest,
    status: status ? [status] : undefined,
    restricted: restricted === undefined ? undefined : restricted === "yes",
    site_id: site,
  };
}
