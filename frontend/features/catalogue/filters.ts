import type { ItemQuery } from "@/lib/api/schema-names";
import { oneOf, readListState, type ListState } from "@/lib/list-state";

export const ABC = ["A", "B", "C"] as const;
export const XYZ = ["X", "Y", "Z"] as const;
export const DEMAND_CLASSES = ["SMOOTH", "ERRATIC", "INTERMITTENT", "LUMPY"] as const;
export const ACTIVITIES = ["true", "false"] as const;

export type ItemFilter = ListState & {
  q: string | undefined;
  family: string | undefined;
  abc: (typeof ABC)[number] | undefined;
  xyz: (typeof XYZ)[number] | undefined;
  demand: (typeof DEMAND_CLASSES)[number] | undefined;
  active: (typeof ACTIVITIES)[number] | undefined;
};

export function readItemFilter(params: { get(name: string): string | null }): ItemFilter {
  return {
    ...readListState(params),
    q: params.get("q") ?? undefined,
    family: params.get("family") ?? undefined,
    abc: oneOf(params.get("abc"), ABC),
    xyz: oneOf(params.get("xyz"), XYZ),
    demand: oneOf(params.get("demand"), DEMAND_CLASSES),
    active: oneOf(params.get("active"), ACTIVITIES),
  };
}

export function itemQuery(filter: ItemFilter): ItemQuery {
  const { abc, xyz, demand, active, ...rest } = filter;
  return {
    ...rest,
    abc_class: abc,
    xyz_class: xyz,
    demand_class: demand,
    active: active === undefined ? undefined : active === "true",
  };
}
