"use client";

import { Button, SegmentedControl, Group } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { BandChart } from "@/components/chart/band-chart";
import { ChartPart } from "@/components/chart/chart-part";
import { Panel } from "@/components/panel";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import type { AccuracyRow } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { csvHref } from "@/lib/query-string";
import { useUrlState } from "@/lib/url-state";
import { accuracyQuery, GROUPS, type AccuracyFilter, type AccuracyGroup } from "./filters";
import { ACCURACY, useAccuracy } from "./queries";

const HEIGHT = 220;
const end = "end" as const;

/** Errors by family, site or steps ahead. */
export function GroupsPanel({ filter }: { filter: AccuracyFilter }) {
  const t = useTranslate();
  const format = useFormat();
  const { update } = useUrlState();
  const query = accuracyQuery(filter, filter.by);
  const { data, error, mutate } = useAccuracy(query);
  return (
    <Panel
      title={t("accuracy.groups")}
      isFlush
      aside={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={t("accuracy.groups")}
            value={filter.by}
            data={GROUPS.map((by) => ({ value: by, label: t(`accuracy.by.${by}`) }))}
            onChange={(by) => update({ by: by === "family" ? null : by })}
          />
          <Button
            component="a"
            size="xs"
            href={csvHref(ACCURACY, query)}
            download
            variant="default"
            leftSection={<IconDownload size={14} stroke={1.6} />}
          >
            {t("table.csv")}
          </Button>
        </Group>
      }
    >
      <ChartPart
        isLoading={!data}
        error={data ? null : error}
        onRetry={() => void mutate()}
        height={HEIGHT}
      >
        <SimpleTable
          label={t("accuracy.groups")}
          rows={data?.data ?? []}
          keyOf={(row) => row.group}
          columns={groupColumns(filter.by, t, format)}
        />
      </ChartPart>
    </Panel>
  );
}

function groupColumns(
  by: AccuracyGroup,
  t: Translate,
  format: Format,
): SimpleColumn<AccuracyRow>[] {
  return [
    {
      label: t(`accuracy.by.${by}`),
      isTitle: true,
      render: (row) => row.group || t("accuracy.no-family"),
    },
    { label: t("forecast.wape"), align: end, render: (row) => format.percent(row.wape) },
    { label: t("forecast.bias"), align: end, render: (row) => format.percent(row.bias) },
    {
      label: t("forecast.rmsse"),
      align: end,
      render: (row) => format.number(row.rmsse, 2),
    },
    {
      label: t("forecast.naive"),
      align: end,
      render: (row) => format.number(row.naive_rmsse, 2),
    },
    {
      label: t("accuracy.within"),
      align: end,
      render: (row) => format.percent(row.within?.["0.95"] ?? null),
    },
    {
      label: t("forecast.points"),
      align: end,
      render: (row) => format.number(row.points),
    },
  ];
}

/** The bias of what was forecast at each origin of the fold. */
export function BiasPanel({ filter }: { filter: AccuracyFilter }) {
  const t = useTranslate();
  const { data, error, mutate } = useAccuracy(accuracyQuery(filter, "origin"));
  const rows = (data?.data ?? []).map((row) => ({
    date: row.group,
    bias: row.bias === null ? null : 100 * row.bias,
    wape: row.wape === null ? null : 100 * row.wape,
  }));
  return (
    <Panel title={t("accuracy.bias")}>
      <ChartPart
        isLoading={!data}
        error={data ? null : error}
        onRetry={() => void mutate()}
        height={HEIGHT}
      >
        <BandChart
          title={t("accuracy.bias")}
          rows={rows}
          series={[
            { kind: "bar", key: "bias", label: t("forecast.bias"), color: "forecast" },
            { kind: "line", key: "wape", label: t("forecast.wape"), color: "history" },
          ]}
          unit="%"
          height={HEIGHT}
        />
      </ChartPart>
    </Panel>
  );
}
