import type { ItemDetail } from "@/lib/api/schema-names";

type Place = ItemDetail["sites"][number];

/** Where most of an item's demand is expected; without a forecast, the first place. */
export function busiestOf(sites: readonly Place[]): Place | undefined {
  const known = sites.filter((site) => site.forecast_per_day !== null);
  const sorted = known.toSorted((a, b) => (b.forecast_per_day ?? 0) - (a.forecast_per_day ?? 0));
  return sorted[0] ?? sites[0];
}
