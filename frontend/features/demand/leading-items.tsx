"use client";

import { Select } from "@mantine/core";
import { useState } from "react";
import { ChartPart } from "@/components/chart/chart-part";
import { EmptyState } from "@/components/empty-state";
import { Panel } from "@/components/panel";
import { useTranslate } from "@/lib/i18n/provider";
import { bucketOfPeriod } from "@/lib/series-filter";
import { ForecastChart } from "./forecast-chart";
import { useBusiestSite, useLeadingItems } from "./queries";

const HEIGHT = 280;

/** Periods ahead: about a season, so that the near future stays readable. */
const HORIZON: Record<string, number> = { D: 30, W: 13, M: 12 };

type Props = {
  site: number | undefined;
  family: string | undefined;
  period: string | null;
};

/** Demand and forecast of the items that matter most. Ranges of sums do not add up: one each. */
export function LeadingItems({ site, family, period }: Props) {
  const t = useTranslate();
  const [chosen, setChosen] = useState<string | null>(null);
  const leading = useLeadingItems(site, family);
  const items = leading.data?.data ?? [];
  const item = items.find(({ id }) => String(id) === chosen) ?? items[0];
  const busiest = useBusiestSite(site === undefined ? item?.id : undefined);
  const place = site ?? busiest.data?.site_id;
  const error = leading.error ?? busiest.error;
  const isLoading = leading.isLoading || busiest.isLoading;
  return (
    <Panel
      title={t("trend.title")}
      aside={
        item && (
          <Select
            size="xs"
            w={250}
            aria-label={t("trend.item")}
            allowDeselect={false}
            data={items.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={String(item.id)}
            onChange={setChosen}
          />
        )
      }
    >
      {item && place !== undefined ? (
        <ForecastChart
          title={[item.name, busiest.data?.site_name].filter(Boolean).join(", ")}
          unit={item.unit}
          query={{ item_id: item.id, site_id: place, bucket: bucketOfPeriod(period) }}
          horizon={HORIZON[period ?? "D"]}
          height={HEIGHT}
        />
      ) : (
        <ChartPart
          isLoading={isLoading}
          error={error}
          onRetry={() => void Promise.all([leading.mutate(), busiest.mutate()])}
          height={HEIGHT}
        >
          <EmptyState title={t("forecast.none.title")} text={t("forecast.none.text")} />
        </ChartPart>
      )}
    </Panel>
  );
}
