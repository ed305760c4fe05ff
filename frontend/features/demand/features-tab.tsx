"use client";

import { Button, Group } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { ChartPart } from "@/components/chart/chart-part";
import classes from "@/components/chart/chart.module.css";
import { EmptyState } from "@/components/empty-state";
import { Panel } from "@/components/panel";
import { SeriesFilters } from "@/components/series-filters";
import type { FeatureRow } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import type { Option } from "@/lib/options";
import { csvHref } from "@/lib/query-string";
import { readSeriesFilter } from "@/lib/series-filter";
import { useUrlState } from "@/lib/url-state";
import { FEATURES, useFeatures } from "./queries";

type Props = { item: number; sites: readonly Option[]; busiest: number | undefined };

export function FeaturesTab({ item, sites, busiest }: Props) {
  const t = useTranslate();
  const { params } = useUrlState();
  const filter = readSeriesFilter(params);
  const site = filter.site ?? busiest;
  const query = {
    item_id: item,
    site_id: site,
    start_date: filter.start,
    end_date: filter.end,
  };
  const { data, error, mutate } = useFeatures(query);
  return (
    <>
      <SeriesFilters sites={sites} site={busiest} hasBuckets={false} />
      <Panel
        title={t("item.tab.features")}
        aside={
          <Group gap="xs">
            <Button
              component="a"
              href={csvHref(FEATURES, query)}
              download
              variant="default"
              leftSection={<IconDownload size={16} stroke={1.6} />}
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
          height={400}
        >
          <FeatureTable rows={data?.data ?? []} />
        </ChartPart>
      </Panel>
    </>
  );
}

function FeatureTable({ rows }: { rows: readonly FeatureRow[] }) {
  const t = useTranslate();
  const format = useFormat();
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.features)))].sort();
  if (rows.length === 0) {
    return <EmptyState title={t("feature.empty.title")} text={t("feature.empty.text")} />;
  }
  return (
    <div
      className={classes.tableFrame}
      style={{ maxHeight: 560 }}
      role="region"
      aria-label={t("item.tab.features")}
      tabIndex={0}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("chart.date")}</th>
            {names.map((name) => (
              <th key={name} scope="col">
                {t.code("feature", name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.date}-${row.site_id}`}>
              <th scope="row">{format.date(row.date)}</th>
              {names.map((name) => (
                <td key={name}>{written(row.features[name], t, format)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function written(value: unknown, t: Translate, format: Format): string {
  if (typeof value === "number") return format.number(value, 2);
  if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
  return typeof value === "string" ? value : ABSENT;
}
