import type { SeriesQuery } from "@/lib/api/schema-names";
import { addDays } from "@/lib/dates";

/** As much history as shows the season, without pressing the forecast into a corner. */
const DAYS = { day: 90, week: 364, month: 1096 } as const;

export function historyQuery(query: SeriesQuery, origin: string | undefined): SeriesQuery {
  if (query.start_date || !origin) return query;
  return { ...query, start_date: addDays(origin, -DAYS[query.bucket ?? "day"]) };
}
