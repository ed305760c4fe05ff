import type { ReplayClass, ReplayResult, TargetClass } from "@/lib/api/schema-names";

export const TARGET_CLASSES: readonly TargetClass[] = ["A", "B", "C"];
const POLICIES = ["CURRENT", "CLASSIC", "PROPOSED"] as const;
const ORDER: readonly ReplayClass[] = ["ALL", "A", "B", "C", "NONE"];

type Results = readonly ReplayResult[];

/** The classes that the replay had items of, the total first. */
export function classesIn(results: Results): ReplayClass[] {
  const found = new Set(results.map((result) => result.abc_class));
  return ORDER.filter((name) => found.has(name));
}

/** The three policies as they stand, in one order. */
export function standing(results: Results, abcClass: ReplayClass): ReplayResult[] {
  return POLICIES.flatMap((policy) =>
    results.filter(
      (row) => row.policy === policy && row.asked === null && row.abc_class === abcClass,
    ),
  );
}

/** The points of a curve, from the lowest service level to the highest. */
export function curve(
  results: Results,
  policy: ReplayResult["policy"],
  abcClass: ReplayClass,
): ReplayResult[] {
  return results
    .filter((row) => row.policy === policy && row.asked !== null && row.abc_class === abcClass)
    .sort((one, other) => (one.asked ?? 0) - (other.asked ?? 0));
}

/** The point whose level is nearest to the target; the cheapest where there is no target. */
export function startingPoint(points: Results, target: number | undefined): number {
  const far = (row: ReplayResult) =>
    target === undefined ? (row.cost ?? row.mean_stock) : Math.abs((row.asked ?? 0) - target);
  return points.reduce((best, row, at) => {
    const current = points[best];
    return current && far(row) < far(current) ? at : best;
  }, 0);
}

/** What stands on the axis of stock: money, or units where nothing has a value. */
export function stockOf(row: ReplayResult, inMoney: boolean): number | null {
  return inMoney ? row.stock_value : row.mean_stock;
}
