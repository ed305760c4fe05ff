import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { SupplierQuery } from "@/lib/api/schema-names";

export const SUPPLIERS = "/api/v1/suppliers";

export function useSuppliers(query: SupplierQuery) {
  return useSWR([SUPPLIERS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}
