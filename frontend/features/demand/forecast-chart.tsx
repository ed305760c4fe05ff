"use client";

import { Text } from "@mantine/core";
import { BandChart } from "@/components/chart/band-chart";
import { ChartPart } from "@/components/chart/chart-part";
import { useTranslate } from "@/lib/i18n/provider";
import { demandRows } from "./demand-rows";
import { forecastSeries } from "./forecast-series";
import { useDemand, useForecast } from "./queries";
import { historyQuery } from "./history";
import type { SeriesQuery } from "@/lib/api/schema-names";

type Props = {
  title: string;
  unit: string;
  query: SeriesQuery;
  height: number;
  /** How many periods ahead; all of them where left out. */
  horizon?: number;
};

/** What happened, then what may: the forecast with its ranges behind the line. */
export function ForecastChart({ title, unit, query, height, horizon }: Props) {
  const t = useTranslate();
  const forecast = useForecast({ ...query, horizon });
  // The forecast says where history ends; asked for earlier, all years of it would come.
  const origin = forecast.data?.run?.origin;
  const history = useDemand(forecast.data ? historyQuery(query, origin) : null);
  const points = forecast.data?.data ?? [];
  const isMissing = forecast.data && points.length === 0 && history.data?.data.length;
  const reason = isMissing ? "NO_FORECAST" : forecast.data?.quantiles_reason;
  const hasBand = points.some((point) => point.quantiles !== null);
  const first = points[0]?.date;
  return (
    <ChartPart
      isLoading={!forecast.data || !history.data}
      error={forecast.error ?? history.error}
      onRetry={() => void Promise.all([forecast.mutate(), history.mutate()])}
      height={height}
    >
      <BandChart
        title={title}
        rows={demandRows(history.data?.data ?? [], points)}
        series={forecastSeries(t, hasBand)}
        unit={unit}
        height={height}
        divide={first ? { date: first, label: t("trend.divide") } : undefined}
        empty={{ title: t("forecast.none.title"), text: t("forecast.none.text") }}
      />
      {reason && (
        <Text size="sm" c="dimmed" mt="xs">
          {t.code("reason", reason)}
        </Text>
      )}
    </ChartPart>
  );
}
