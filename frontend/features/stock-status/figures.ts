import type { ChartRow } from "@/components/chart/series";
import type { BurnRate, StockStatus } from "@/lib/api/schema-names";
import { toNumber, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

const ESTIMATES = new Set(["BASELINE", "CATEGORY"]);

export function isEstimate(source: string): boolean {
  return ESTIMATES.has(source);
}

/** The rate in words: measured, estimated, none, or not known. Never a zero that nobody believes. */
export function rateText(row: StockStatus, t: Translate, format: Format): string {
  const rate = toNumber(row.burn_rate);
  if (rate === null) return t("stock-status.unknown-burn");
  if (row.burn_rate_source === "NO_DEMAND") return t("stock-status.no-demand");
  const key = isEstimate(row.burn_rate_source)
    ? "stock-status.rate-estimated"
    : "stock-status.rate";
  return t(key, { rate: format.rate(rate), unit: row.unit });
}

/** Where nobody knows how fast it goes, nobody knows how urgent it is: that is not OK. */
export function severityOf({ severity, burn_rate: rate }: StockStatus): string {
  return rate === null && severity === "OK" ? "UNKNOWN" : severity;
}

/** How long it lasts; without a time, why there is none. */
export function lastsText(row: StockStatus, t: Translate, format: Format): string {
  const hours = toNumber(row.time_to_stockout_hours);
  if (hours === 0) return t("stock-status.nothing-left");
  if (hours !== null) return format.hours(hours);
  return t(row.burn_rate === null ? "stock-status.unknown-burn" : "stock-status.no-demand");
}

/** Oldest first, one row for each instant; measured and estimated rates are told apart. */
export function trendRows(rates: readonly BurnRate[]): ChartRow[] {
  const byInstant = new Map<string, ChartRow>();
  for (const { calculated_at: date, rate, source } of [...rates].reverse()) {
    const value = toNumber(rate);
    const estimated = isEstimate(source);
    byInstant.set(date, {
      date,
      measured: estimated ? null : value,
      estimated: estimated ? value : null,
    });
  }
  return [...byInstant.values()];
}
