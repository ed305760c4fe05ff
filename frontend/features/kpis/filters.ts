import type { KpiQuery } from "@/lib/api/schema-names";
import { addDays } from "@/lib/dates";
import { positiveId } from "@/lib/list-state";
import { readDay } from "@/lib/series-filter";

export const PERIODS = [30, 90, 365] as const;

/** Period, site and family of the dashboard, as they stand in the address. */
export type DashboardFilter = {
  start: string | undefined;
  end: string | undefined;
  site: number | undefined;
  family: string | undefined;
};

type Readable = { get(name: string): string | null };

export function readDashboardFilter(params: Readable): DashboardFilter {
  return {
    start: readDay(params.get("start")),
    end: readDay(params.get("end")),
    site: positiveId(params.get("site")),
    family: params.get("family") ?? undefined,
  };
}

export function kpiQuery({ start, end, site, family }: DashboardFilter): KpiQuery {
  return { start_date: start, end_date: end, site_id: site, family };
}

/** The last `days` days up to the newest figures, which may be older than today. */
export function periodEnding(last: string, days: number) {
  return { start: addDays(last, 1 - days), end: last };
}

export function lengthOf(start: string, end: string) {
  const days = (Date.parse(end) - Date.parse(start)) / 86_400_000 + 1;
  return PERIODS.find((period) => period === days);
}
