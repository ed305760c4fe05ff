"use client";

import { BandChart } from "@/components/chart/band-chart";
import { ChartPart } from "@/components/chart/chart-part";
import type { Series } from "@/components/chart/series";
import { Panel } from "@/components/panel";
import { SeriesFilters } from "@/components/series-filters";
import type { StockPoint } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import type { Option } from "@/lib/options";
import { readSeriesFilter, seriesQuery } from "@/lib/series-filter";
import { useUrlState } from "@/lib/url-state";
import { useStock } from "./queries";

type Props = { item: number; unit: string; sites: readonly Option[] };

const HEIGHT = 320;

function stockSeries(t: Translate): Series[] {
  return [
    { kind: "step", key: "on_hand", label: t("stock.on-hand"), color: "history" },
    { kind: "step", key: "available", label: t("stock.available"), color: "forecast" },
  ];
}

/** The levels of the current plan, as lines to read the stock against. */
function planMarks(last: StockPoint | undefined, t: Translate) {
  const levels = [
    { value: last?.reorder_point ?? null, label: t("term.reorder_point") },
    { value: last?.safety_stock ?? null, label: t("term.safety_stock") },
  ];
  return levels.flatMap(({ value, label }) => (value === null ? [] : [{ value, label }]));
}

export function InventoryTab({ item, unit, sites }: Props) {
  const t = useTranslate();
  const { params } = useUrlState();
  const { data, error, mutate } = useStock(seriesQuery(item, readSeriesFilter(params)));
  const points = data?.data ?? [];
  const rows = points.map(({ date, on_hand, available }) => ({ date, on_hand, available }));
  return (
    <>
      <SeriesFilters sites={sites} />
      <Panel title={t("item.tab.inventory")}>
        <ChartPart
          isLoading={!data}
          error={data ? null : error}
          onRetry={() => void mutate()}
          height={HEIGHT}
        >
          <BandChart
            title={t("item.tab.inventory")}
            rows={rows}
            series={stockSeries(t)}
            unit={unit}
            height={HEIGHT}
            marks={planMarks(points.at(-1), t)}
            empty={{ title: t("stock.empty.title"), text: t("stock.empty.text") }}
          />
        </ChartPart>
      </Panel>
    </>
  );
}
