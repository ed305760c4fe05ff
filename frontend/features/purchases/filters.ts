import type { PurchaseQuery } from "@/lib/api/schema-names";
import { oneOf, positiveId, readListState, type ListState } from "@/lib/list-state";

export const STATUSES = [
  "DRAFT",
  "PENDING_APPROVAL",
  "APPROVED",
  "REJECTED",
  "ORDERED",
  "SHIPPED",
  "PARTIAL_RECEIVED",
  "RECEIVED",
  "CANCELLED",
] as const;
export const STATES = ["open", "ended"] as const;

export type PurchaseFilter = ListState & {
  q: string | undefined;
  status: (typeof STATUSES)[number] | undefined;
  state: (typeof STATES)[number] | undefined;
  supplier: number | undefined;
  site: number | undefined;
};

export function readPurchaseFilter(params: { get(name: string): string | null }): PurchaseFilter {
  return {
    ...readListState(params),
    q: params.get("q") ?? undefined,
    status: oneOf(params.get("status"), STATUSES),
    state: oneOf(params.get("state"), STATES),
    supplier: positiveId(params.get("supplier")),
    site: positiveId(params.get("site")),
  };
}

export function purchaseQuery({
  state,
  status,
  supplier,
  site,
  ...rest
}: PurchaseFilter): PurchaseQuery {
  return {
    ...rest,
    status: status ? [status] : undefined,
    open: state === undefined ? undefined : state === "open",
    supplier_id: supplier,
    site_id: site,
  };
}
