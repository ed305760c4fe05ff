"use client";

import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useFormat } from "@/lib/i18n/provider";
import { ChartTooltip } from "./chart-tooltip";
import { axisLabel, colorOf, figure, type ChartRow, type Series } from "./series";

export type ReferenceMark = { value: number; label: string };

export type PlotProps = {
  rows: readonly ChartRow[];
  series: readonly Series[];
  height: number;
  unit: string;
  marks?: readonly ReferenceMark[];
  /** The first day that is forecast: a line parts what happened from what may. */
  divide?: { date: string; label: string };
};

const TICK = { fontSize: 11.5, fill: "var(--qm-muted)" };

/** A label inside the plot keeps its letters clear of the lines that run through it. */
const LABEL = {
  ...TICK,
  stroke: "var(--qm-surface)",
  strokeWidth: 4,
  strokeLinejoin: "round",
  paintOrder: "stroke",
} as const;

/** Left to itself, the grid measures every date to place lines that are not drawn. */
const noLines = () => [];

const SEASONS_DAYS = 300;

/** Over most of a year a day and a month could be of either year, so the year is named. */
function spansSeasons(rows: readonly ChartRow[]): boolean {
  const first = rows[0]?.date;
  const last = rows.at(-1)?.date;
  if (!first || !last) return false;
  return (Date.parse(last) - Date.parse(first)) / 86_400_000 > SEASONS_DAYS;
}

export function Plot({ rows, series, height, unit, marks = [], divide }: PlotProps) {
  const format = useFormat();
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart data={[...rows]} margin={{ top: 18, right: 12, bottom: 0, left: 0 }}>
        <CartesianGrid
          vertical={false}
          verticalCoordinatesGenerator={noLines}
          stroke="var(--qm-chart-grid)"
        />
        <XAxis
          dataKey="date"
          tickFormatter={spansSeasons(rows) ? format.month : format.dayAndMonth}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--qm-line-strong)" }}
          minTickGap={44}
        />
        <YAxis
          tickFormatter={axisLabel(rows, format)}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={46}
          domain={[(low: number) => Math.min(low, 0), "auto"]}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--qm-line-strong)", fill: "var(--qm-sunken)" }}
          content={<ChartTooltip series={series} unit={unit} />}
        />
        {series.map(drawn)}
        {marks.map((mark) => (
          <ReferenceLine
            key={mark.label}
            y={mark.value}
            ifOverflow="extendDomain"
            stroke="var(--qm-warning)"
            strokeDasharray="5 4"
            label={{ value: mark.label, position: "insideTopRight", ...LABEL }}
          />
        ))}
        {divide && (
          <ReferenceLine
            x={divide.date}
            stroke="var(--qm-muted)"
            strokeDasharray="2 3"
            label={{ value: divide.label, position: "top", ...LABEL }}
          />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function drawn(series: Series) {
  const color = colorOf(series);
  const common = { name: series.label, isAnimationActive: false } as const;
  if (series.kind === "band") {
    return (
      <Area
        key={series.label}
        {...common}
        dataKey={(row: ChartRow) => [figure(row, series.low), figure(row, series.high)]}
        stroke="none"
        fill={color}
        fillOpacity={1}
        activeDot={false}
      />
    );
  }
  if (series.kind === "bar") {
    return (
      <Bar key={series.key} {...common} dataKey={series.key} fill={color} fillOpacity={0.75} />
    );
  }
  return (
    <Line
      key={series.key}
      {...common}
      dataKey={series.key}
      type={series.kind === "step" ? "stepAfter" : "linear"}
      stroke={color}
      strokeWidth={1.8}
      strokeDasharray={series.kind === "dashed" ? "6 4" : undefined}
      dot={false}
      activeDot={{ r: 3.5, strokeWidth: 0 }}
    />
  );
}
