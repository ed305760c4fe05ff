"use client";

import { Title } from "@mantine/core";
import { BandChart } from "@/components/chart/band-chart";
import { ChartPart } from "@/components/chart/chart-part";
import type { Series } from "@/components/chart/series";
import { useTranslate } from "@/lib/i18n/provider";
import { trendRows } from "./figures";
import { trendQuery, type OpenRow } from "./filters";
import { useBurnRates } from "./queries";

type Props = { open: OpenRow; event: number; unit: string };

const HEIGHT = 220;
/** A line through fewer points is none. */
const FEWEST_FOR_LINE = 3;

export function BurnTrend({ open, event, unit }: Props) {
  const t = useTranslate();
  const { data, error, mutate } = useBurnRates(trendQuery(open, event));
  const rows = trendRows(data?.data ?? []);
  const kind = rows.length < FEWEST_FOR_LINE ? "bar" : "step";
  const measured = t("stock-status.trend.measured");
  const estimated = t("stock-status.trend.estimated");
  const series: Series[] = [
    { kind, key: "measured", label: measured, color: "history" },
    { kind, key: "estimated", label: estimated, color: "warning" },
  ];
  return (
    <section aria-label={t("stock-status.trend")}>
      <Title order={3} mb="xs">
        {t("stock-status.trend")}
      </Title>
      <ChartPart
        isLoading={!data}
        error={data ? null : error}
        onRetry={() => void mutate()}
        height={HEIGHT}
      >
        <BandChart
          title={t("stock-status.trend")}
          rows={rows}
          series={series}
          unit={t("stock-status.trend.unit", { unit })}
          height={HEIGHT}
          empty={{
            title: t("stock-status.trend.none"),
            text: t("stock-status.trend.none.text"),
          }}
        />
      </ChartPart>
    </section>
  );
}
