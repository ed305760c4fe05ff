"use client";

import { Button, Stack } from "@mantine/core";
import { ChartPart } from "@/components/chart/chart-part";
import { NamedLink } from "@/components/named-link";
import { Panel } from "@/components/panel";
import { SimpleTable } from "@/components/simple-table";
import type { SeriesAccuracyRow } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { useUrlState } from "@/lib/url-state";
import { ForecastChart } from "../forecast-chart";
import type { AccuracyFilter } from "./filters";
import { useSeriesAccuracy } from "./queries";

const SHOWN = 10;
const HEIGHT = 300;
const end = "end" as const;

const keyOf = (row: SeriesAccuracyRow) => `${row.item_id}-${row.site_id}`;

/** The series that were forecast worst, and the one that was picked as a chart. */
export function WorstPanel({ filter }: { filter: AccuracyFilter }) {
  const t = useTranslate();
  const { data, error, mutate } = useSeriesAccuracy({
    run_id: filter.run,
    site_id: filter.site,
    family: filter.family,
    limit: SHOWN,
  });
  const rows = data?.data ?? [];
  const picked = rows.find((row) => keyOf(row) === filter.series) ?? rows[0];
  return (
    <Stack gap="md">
      <Panel title={t("accuracy.worst")} isFlush>
        <ChartPart
          isLoading={!data}
          error={data ? null : error}
          onRetry={() => void mutate()}
          height={HEIGHT}
        >
          <WorstTable rows={rows} picked={picked} />
        </ChartPart>
      </Panel>
      {picked && (
        <Panel title={`${picked.name}, ${picked.site_code}`}>
          <ForecastChart
            title={`${picked.name}, ${picked.site_code}`}
            unit={t("accuracy.units")}
            query={{ item_id: picked.item_id, site_id: picked.site_id }}
            height={HEIGHT}
          />
        </Panel>
      )}
    </Stack>
  );
}

type TableProps = {
  rows: readonly SeriesAccuracyRow[];
  picked: SeriesAccuracyRow | undefined;
};

function WorstTable({ rows, picked }: TableProps) {
  const t = useTranslate();
  const format = useFormat();
  const { update } = useUrlState();
  return (
    <SimpleTable
      label={t("accuracy.worst")}
      rows={rows}
      keyOf={keyOf}
      columns={[
        {
          label: t("item.name"),
          isTitle: true,
          render: (row) => (
            <NamedLink
              href={`/materials/${row.item_id}/forecasts?site=${row.site_id}`}
              name={row.name}
              code={row.sku}
            />
          ),
        },
        { label: t("filter.site"), render: (row) => row.site_code },
        { label: t("forecast.rmsse"), align: end, render: (row) => format.number(row.rmsse, 2) },
        {
          label: t("forecast.naive"),
          align: end,
          render: (row) => format.number(row.naive_rmsse, 2),
        },
        { label: t("forecast.bias"), align: end, render: (row) => format.percent(row.bias) },
        {
          label: t("accuracy.demand"),
          align: end,
          render: (row) => format.number(row.actual_total),
        },
        {
          label: t("accuracy.chart"),
          align: end,
          render: (row) => (
            <Button
              size="compact-xs"
              variant="default"
              aria-pressed={row === picked}
              aria-label={t("accuracy.show", { item: row.name, site: row.site_code })}
              onClick={() => update({ series: keyOf(row) })}
            >
              {t("accuracy.chart")}
            </Button>
          ),
        },
      ]}
    />
  );
}
