import type { Format } from "@/lib/format";

/** One row of a chart: a day or an instant and its figures, null where nothing is known. */
export type ChartRow = { date: string; [key: string]: string | number | null };

export type ChartColor =
  "history" | "forecast" | "band-wide" | "band-narrow" | "second" | "warning" | "critical";

type Common = { label: string; color: ChartColor };

/** Drawn in the order given: bands first, so that lines stay on top. */
export type Series = Common &
  (
    | { kind: "line" | "dashed" | "step" | "bar"; key: string }
    | { kind: "band"; low: string; high: string }
  );

const VARIABLES: Record<ChartColor, string> = {
  history: "var(--qm-chart-history)",
  forecast: "var(--qm-chart-forecast)",
  "band-wide": "var(--qm-chart-band-wide)",
  "band-narrow": "var(--qm-chart-band-narrow)",
  second: "var(--qm-chart-second)",
  warning: "var(--qm-warning)",
  critical: "var(--qm-critical)",
};

export function colorOf(series: Series): string {
  return VARIABLES[series.color];
}

export type FigureColumn = { key: string; label: string };

/** The figures behind the picture, one column each; a band has two. */
export function figureColumns(series: readonly Series[], t: (low: boolean) => string) {
  return series.flatMap((line): FigureColumn[] =>
    line.kind === "band"
      ? [
          { key: line.low, label: `${line.label}, ${t(true)}` },
          { key: line.high, label: `${line.label}, ${t(false)}` },
        ]
      : [{ key: line.key, label: line.label }],
  );
}

/** Dates alone draw nothing: without a single figure a chart is as empty as without rows. */
export function isBlank(rows: readonly ChartRow[], series: readonly Series[]): boolean {
  const keys = series.flatMap((line) => (line.kind === "band" ? [line.low, line.high] : line.key));
  return rows.every((row) => keys.every((key) => figure(row, key) === null));
}

export function figure(row: ChartRow, key: string): number | null {
  const value = row[key];
  return typeof value === "number" ? value : null;
}

const SMALL = 0.1;

/** A figure as charts write it: what is small keeps the digits that tell it from nothing. */
export function written(value: number | null, format: Format): string {
  return format.number(value, value !== null && Math.abs(value) < SMALL ? 4 : 2);
}

/** When a row is of: a day, or the minute where there are several a day. */
export function momentOf(date: string, format: Format): string {
  return date.length > "2026-01-01".length ? format.instant(date) : format.date(date);
}

/** Labels of an axis. Rounded as those of stock are, every label of a small rate would be zero. */
export function axisLabel(rows: readonly ChartRow[], format: Format): (value: number) => string {
  const figures = rows.flatMap((row) => Object.keys(row).map((key) => figure(row, key) ?? 0));
  const isSmall = figures.every((value) => Math.abs(value) < 1);
  return isSmall ? (value) => format.number(value, 4) : format.compact;
}
