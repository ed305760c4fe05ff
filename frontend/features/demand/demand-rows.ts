import type { ChartRow } from "@/components/chart/series";
import type { DemandPoint, ForecastPoint } from "@/lib/api/schema-names";

/** History and forecast on one axis, by date; where both know a day, both are shown. */
export function demandRows(
  history: readonly DemandPoint[],
  forecast: readonly ForecastPoint[],
): ChartRow[] {
  const rows = new Map<string, ChartRow>();
  for (const point of history) {
    rows.set(point.date, {
      date: point.date,
      quantity: point.quantity,
      unfilled: point.unfilled_quantity,
      repaired: point.repaired_quantity,
    });
  }
  for (const { date, mean, quantiles } of forecast) {
    rows.set(date, {
      ...(rows.get(date) ?? { date }),
      mean,
      low80: quantiles?.["0.1"] ?? null,
      high80: quantiles?.["0.9"] ?? null,
      low99: quantiles?.["0.005"] ?? null,
      high99: quantiles?.["0.995"] ?? null,
    });
  }
  return [...rows.values()].sort((a, b) => a.date.localeCompare(b.date));
}
