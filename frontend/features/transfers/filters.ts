import type { TransferQuery } from "@/lib/api/schema-names";
import { oneOf, positiveId, readListState, type ListState } from "@/lib/list-state";

export const STATUSES = [
  "DRAFT",
  "PENDING",
  "APPROVED",
  "DISPATCHED",
  "IN_TRANSIT",
  "RECEIVED",
  "RECONCILED",
  "REJECTED",
  "CANCELLED",
] as const;
/** Until the goods are counted a transfer is open. */
export const STATES = ["open", "ended"] as const;

export type TransferFilter = ListState & {
  q: string | undefined;
  status: (typeof STATUSES)[number] | undefined;
  state: (typeof STATES)[number] | undefined;
  from: number | undefined;
  to: number | undefined;
  list: number | undefined;
};

export function readTransferFilter(params: { get(name: string): string | null }): TransferFilter {
  return {
    ...readListState(params),
    q: params.get("q") ?? undefined,
    status: oneOf(params.get("status"), STATUSES),
    state: oneOf(params.get("state"), STATES),
    from: positiveId(params.get("from")),
    to: positiveId(params.get("to")),
    list: positiveId(params.get("list")),
  };
}

export function transferQuery({ state, from, to, list, ...rest }: TransferFilter): TransferQuery {
  return {
    ...rest,
    is_open: state === undefined ? undefined : state === "open",
    from_site_id: from,
    to_site_id: to,
    needs_list_id: list,
  };
}
