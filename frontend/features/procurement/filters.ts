import type { OrderQuery } from "@/lib/api/schema-names";
import { oneOf, positiveId, readListState, type ListState } from "@/lib/list-state";

export const STATUSES = ["PLACED", "PART_RECEIVED", "RECEIVED", "CANCELLED"] as const;
/** What is still to come, and the part of it that should have come by now. */
export const DUES = ["open", "overdue"] as const;

export type OrderFilter = ListState & {
  q: string | undefined;
  status: (typeof STATUSES)[number] | undefined;
  due: (typeof DUES)[number] | undefined;
  supplier: number | undefined;
  site: number | undefined;
};

export function readOrderFilter(params: { get(name: string): string | null }): OrderFilter {
  return {
    ...readListState(params),
    q: params.get("q") ?? undefined,
    status: oneOf(params.get("status"), STATUSES),
    due: oneOf(params.get("due"), DUES),
    supplier: positiveId(params.get("supplier")),
    site: positiveId(params.get("site")),
  };
}

export function orderQuery({ due, supplier, site, ...rest }: OrderFilter): OrderQuery {
  return {
    ...rest,
    open: due === "open" || undefined,
    overdue: due === "overdue" || undefined,
    supplier_id: supplier,
    site_id: site,
  };
}

/** What the page of a supplier shows; the server asks the same before the page is sent. */
export function latestOrdersQuery(supplier: number): OrderQuery {
  return { supplier_id: supplier, limit: 10 };
}
