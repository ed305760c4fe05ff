import type { SupplierQuery } from "@/lib/api/schema-names";
import { oneOf, readListState, type ListState } from "@/lib/list-state";

export const TYPES = ["DOMESTIC", "IMPORT", "HYBRID"] as const;
export const ACTIVITIES = ["true", "false"] as const;

export type SupplierFilter = ListState & {
  q: string | undefined;
  type: (typeof TYPES)[number] | undefined;
  active: (typeof ACTIVITIES)[number] | undefined;
};

export function readSupplierFilter(params: { get(name: string): string | null }): SupplierFilter {
  return {
    ...readListState(params),
    q: params.get("q") ?? undefined,
    type: oneOf(params.get("type"), TYPES),
    active: oneOf(params.get("active"), ACTIVITIES),
  };
}

export function supplierQuery({ active, ...rest }: SupplierFilter): SupplierQuery {
  return { ...rest, active: active === undefined ? undefined : active === "true" };
}
