"use client";

import { Group, SegmentedControl, Skeleton } from "@mantine/core";
import dynamic from "next/dynamic";
import { useRef, useState, type ReactNode } from "react";
import { EmptyState } from "@/components/empty-state";
import { useTranslate } from "@/lib/i18n/provider";
import { ChartDownloads } from "./chart-downloads";
import { ChartTable } from "./chart-table";
import classes from "./chart.module.css";
import type { PlotProps } from "./plot";
import { colorOf, figureColumns, isBlank, type Series } from "./series";
import { useTurn } from "./turns";

// Recharts weighs more than the rest of a page, so it comes after the first paint.
const fetchPlot = () => import("./plot").then((module) => module.Plot);

const Blank = () => <Skeleton height="100%" radius="sm" />;

const Plot = dynamic(fetchPlot, { ssr: false, loading: Blank });

type Props = Omit<PlotProps, "height"> & {
  /** Says what is drawn; also the name of a file that is saved from it. */
  title: string;
  height?: number;
  aside?: ReactNode;
  empty?: { title: string; text: string };
};

export function BandChart({ title, height = 300, aside, empty, ...plot }: Props) {
  const t = useTranslate();
  const [view, setView] = useState("chart");
  const frame = useRef<HTMLDivElement>(null);
  const isEmpty = isBlank(plot.rows, plot.series);
  const isDue = useTurn(isEmpty ? null : fetchPlot);
  const columns = figureColumns(plot.series, (low) => t(low ? "chart.low" : "chart.high"));
  if (isEmpty) return <EmptyState {...empty} />;
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={6}>
        <Legend series={plot.series} unit={plot.unit} />
        <Group gap="xs">
          {aside}
          <SegmentedControl
            size="xs"
            aria-label={t("chart.view")}
            value={view}
            onChange={setView}
            data={[
              { value: "chart", label: t("chart.picture") },
              { value: "table", label: t("chart.table") },
            ]}
          />
          <ChartDownloads
            title={title}
            columns={columns}
            rows={plot.rows}
            frame={view === "chart" ? frame : null}
          />
        </Group>
      </Group>
      {view === "table" ? (
        <ChartTable label={title} rows={plot.rows} columns={columns} height={height} />
      ) : (
        <div ref={frame} style={{ height }} role="figure" aria-label={title}>
          {isDue ? <Plot {...plot} height={height} /> : <Blank />}
        </div>
      )}
    </div>
  );
}

function Legend({ series, unit }: { series: readonly Series[]; unit: string }) {
  const t = useTranslate();
  return (
    <ul className={classes.legend}>
      {series.map((line) => (
        <li key={line.label}>
          <span
            className={classes.swatch}
            data-thin={(line.kind !== "band" && line.kind !== "bar") || undefined}
            style={{ background: colorOf(line) }}
          />
          {line.label}
        </li>
      ))}
      <li>{t("chart.unit", { unit })}</li>
    </ul>
  );
}
