"use client";

import type { Format } from "@/lib/format";
import { useFormat } from "@/lib/i18n/provider";
import classes from "./chart.module.css";
import { colorOf, figure, momentOf, written, type ChartRow, type Series } from "./series";

type Props = {
  series: readonly Series[];
  unit: string;
  /** The chart fills these three in. */
  active?: boolean;
  payload?: readonly { payload?: ChartRow }[];
};

export function ChartTooltip({ series, unit, active, payload }: Props) {
  const format = useFormat();
  const row = payload?.[0]?.payload;
  if (!active || !row) return null;
  const known = series.filter((line) => textOf(line, row, format) !== null);
  return (
    <div className={classes.tooltip}>
      <div className={classes.tooltipDate}>{momentOf(row.date, format)}</div>
      {known.map((line) => (
        <div key={line.label} className={classes.tooltipLine}>
          <span className={classes.swatch} style={{ background: colorOf(line) }} />
          <span>{line.label}</span>
          <strong className="numeric">
            {textOf(line, row, format)} {unit}
          </strong>
        </div>
      ))}
    </div>
  );
}

function textOf(line: Series, row: ChartRow, format: Format) {
  if (line.kind !== "band") {
    const value = figure(row, line.key);
    return value === null ? null : written(value, format);
  }
  const low = figure(row, line.low);
  const high = figure(row, line.high);
  return low === null || high === null
    ? null
    : `${written(low, format)} – ${written(high, format)}`;
}
