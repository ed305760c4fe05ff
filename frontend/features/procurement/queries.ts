import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { OrderQuery } from "@/lib/api/schema-names";

export const ORDERS = "/api/v1/orders";

export function useOrders(query: OrderQuery) {
  return useSWR([ORDERS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}
