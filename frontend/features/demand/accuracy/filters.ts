import type { AccuracyQuery } from "@/lib/api/schema-names";
import { oneOf, positiveId } from "@/lib/list-state";

export const GROUPS = ["family", "site", "horizon"] as const;
export type AccuracyGroup = (typeof GROUPS)[number];

export type AccuracyFilter = {
  run: number | undefined;
  site: number | undefined;
  family: string | undefined;
  by: AccuracyGroup;
  series: string | undefined;
};

export function readAccuracyFilter(params: { get(name: string): string | null }): AccuracyFilter {
  return {
    run: positiveId(params.get("run")),
    site: positiveId(params.get("site")),
    family: params.get("family") ?? undefined,
    by: oneOf(params.get("by"), GROUPS) ?? "family",
    series: params.get("series") ?? undefined,
  };
}

export function accuracyQuery(
  { run, site, family }: AccuracyFilter,
  by: AccuracyQuery["by"],
): AccuracyQuery {
  return { run_id: run, site_id: site, family, by, limit: 500 };
}
