"use client";

import { useFormat } from "@/lib/i18n/provider";
import classes from "./chart.module.css";
import { colorOf, figure, type ChartRow, type Series } from "./series";

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
  const known = series.filter((line) => textOf(line, row, format.number) !== null);
  return (
    <div className={classes.tooltip}>
      <div className={classes.tooltipDate}>{format.date(row.date)}</div>
      {known.map((line) => (
        <div key={line.label} className={classes.tooltipLine}>
          <span className={classes.swatch} style={{ background: colorOf(line) }} />
          <span>{line.label}</span>
          <strong className="numeric">
            {textOf(line, row, format.number)} {unit}
          </strong>
        </div>
      ))}
    </div>
  );
}

function textOf(line: Series, row: ChartRow, show: (value: number, digits: number) => string) {
  if (line.kind !== "band") {
    const value = figure(row, line.key);
    return value === null ? null : show(value, 2);
  }
  const low = figure(row, line.low);
  const high = figure(row, line.high);
  return low === null || high === null ? null : `${show(low, 2)} – ${show(high, 2)}`;
}
