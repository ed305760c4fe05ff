"use client";

import { Stack, Text } from "@mantine/core";
import { Facts } from "@/components/facts";
import { Panel } from "@/components/panel";
import { SeriesFilters } from "@/components/series-filters";
import type { Accuracy, ForecastRun } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { readSeriesFilter, seriesQuery } from "@/lib/series-filter";
import { useUrlState } from "@/lib/url-state";
import { ForecastChart } from "./forecast-chart";
import { PromotionsPanel } from "./promotions-panel";
import { useForecast } from "./queries";

type Props = {
  item: number;
  unit: string;
  sites: readonly Option[];
  /** Quantiles of several sites do not add up, so a band needs one: this, until one is chosen. */
  busiest: number | undefined;
};

export function ForecastsTab({ item, unit, sites, busiest }: Props) {
  const t = useTranslate();
  const { params } = useUrlState();
  const filter = readSeriesFilter(params);
  const query = seriesQuery(item, { ...filter, site: filter.site ?? busiest });
  const { data } = useForecast(query);
  return (
    <>
      <SeriesFilters sites={sites} site={busiest} />
      <Stack gap="md">
        <Panel title={t("trend.title")}>
          <ForecastChart title={t("trend.title")} unit={unit} query={query} height={340} />
        </Panel>
        {data?.run && <PromotionsPanel item={item} site={query.site_id} after={data.run.origin} />}
        {data?.run && <RunPanel run={data.run} model={data.data[0]?.model} />}
        {data?.run && <AccuracyPanel accuracy={data.accuracy} />}
      </Stack>
    </>
  );
}

function RunPanel({ run, model }: { run: ForecastRun; model: string | undefined }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Panel title={t("forecast.run")}>
      <Facts
        isWide
        facts={[
          { label: t("forecast.model"), value: model ?? run.model },
          { label: t("forecast.origin"), value: format.date(run.origin) },
          {
            label: t("forecast.horizon"),
            value: t.count(`forecast.period.${run.period}`, run.horizon),
          },
          { label: t("forecast.made"), value: format.instant(run.created_at) },
          { label: t("forecast.number"), value: String(run.id) },
        ]}
      />
    </Panel>
  );
}

function AccuracyPanel({ accuracy }: { accuracy: Accuracy | null }) {
  const t = useTranslate();
  const format = useFormat();
  if (!accuracy) {
    return (
      <Panel title={t("forecast.accuracy")}>
        <Text size="sm" c="dimmed">
          {t("forecast.accuracy.none")}
        </Text>
      </Panel>
    );
  }
  return (
    <Panel title={t("forecast.accuracy")}>
      <Facts
        isWide
        facts={[
          { label: t("forecast.wape"), value: format.percent(accuracy.wape) },
          { label: t("forecast.mase"), value: format.number(accuracy.mase, 2) },
          { label: t("forecast.rmsse"), value: format.number(accuracy.rmsse, 2) },
          { label: t("forecast.naive"), value: format.number(accuracy.naive_rmsse, 2) },
          { label: t("forecast.bias"), value: format.percent(accuracy.bias) },
          { label: t("forecast.coverage"), value: format.percent(accuracy.coverage_80) },
          { label: t("forecast.pinball"), value: format.number(accuracy.pinball, 3) },
          { label: t("forecast.points"), value: format.number(accuracy.points) },
        ]}
      />
      {accuracy.reason && (
        <Text size="sm" c="dimmed" mt="sm">
          {t.code("reason", accuracy.reason)}
        </Text>
      )}
    </Panel>
  );
}
