"use client";

import { Skeleton } from "@mantine/core";
import { BandChart } from "@/components/chart/band-chart";
import type { ChartRow, Series } from "@/components/chart/series";
import { ErrorState } from "@/components/error-state";
import { Panel } from "@/components/panel";
import { useTranslate } from "@/lib/i18n/provider";
import { kpiQuery, type DashboardFilter } from "./filters";
import { useKpis } from "./queries";

const SLUG = "total_demand_units";
const HEIGHT = 280;

export function DemandTrend({ filter }: { filter: DashboardFilter }) {
  const t = useTranslate();
  const { data, error, mutate } = useKpis(kpiQuery(filter));
  const demand = data?.data.find(({ slug }) => slug === SLUG);
  const rows: ChartRow[] = (demand?.series ?? []).map(({ date, value }) => ({
    date,
    quantity: value,
  }));
  const series: Series[] = [
    { kind: "line", key: "quantity", label: t("trend.history"), color: "history" },
  ];
  return (
    <Panel title={t("trend.total")}>
      {error && !data ? <ErrorState error={error} onRetry={() => void mutate()} /> : null}
      {!error && !data && <Skeleton height={HEIGHT + 36} />}
      {data && (
        <BandChart
          title={t("trend.total")}
          rows={rows}
          series={series}
          unit={t("trend.unit")}
          height={HEIGHT}
          empty={
            demand?.reason === "NO_DEMAND_DATA"
              ? { title: t("trend.none.title"), text: t("trend.none.text") }
              : { title: t("trend.empty.title"), text: t("trend.empty.text") }
          }
        />
      )}
    </Panel>
  );
}
