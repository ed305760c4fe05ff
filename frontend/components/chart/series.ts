/** One row of a chart: a date and its figures, null where nothing is known. */
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
