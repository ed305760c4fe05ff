import { oneOf, positiveId } from "@/lib/list-state";

export const BUCKETS = ["day", "week", "month"] as const;
export type Bucket = (typeof BUCKETS)[number];

/** Which site, which days and how coarse: shared by everything that is drawn over time. */
export type SeriesFilter = {
  site: number | undefined;
  bucket: Bucket | undefined;
  start: string | undefined;
  end: string | undefined;
};

type Readable = { get(name: string): string | null };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A calendar day, or nothing: an address can hold anything. */
export function readDay(value: string | null): string | undefined {
  return value && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

export function readSeriesFilter(params: Readable): SeriesFilter {
  return {
    site: positiveId(params.get("site")),
    bucket: oneOf(params.get("bucket"), BUCKETS),
    start: readDay(params.get("start")),
    end: readDay(params.get("end")),
  };
}

export function seriesQuery(item: number, { site, bucket, start, end }: SeriesFilter) {
  return { item_id: item, site_id: site, bucket, start_date: start, end_date: end };
}

/** The coarsest bucket that the organisation's own period still allows. */
export function bucketOfPeriod(period: string | null): Bucket {
  return period === "M" ? "month" : period === "W" ? "week" : "day";
}
