"use client";

import { SegmentedControl, Text } from "@mantine/core";
import { BandChart } from "@/components/chart/band-chart";
import { ChartPart } from "@/components/chart/chart-part";
import type { Series } from "@/components/chart/series";
import { Panel } from "@/components/panel";
import { SeriesFilters } from "@/components/series-filters";
import { useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { readSeriesFilter, seriesQuery } from "@/lib/series-filter";
import { useUrlState } from "@/lib/url-state";
import { demandRows } from "./demand-rows";
import { useDemand } from "./queries";

type Props = { item: number; unit: string; sites: readonly Option[] };

const HEIGHT = 340;

export function DemandTab({ item, unit, sites }: Props) {
  const t = useTranslate();
  const { params, update } = useUrlState();
  const isRepaired = params.get("basis") === "repaired";
  const filter = readSeriesFilter(params);
  const { data, error, mutate } = useDemand(seriesQuery(item, filter));
  const isNarrowed = filter.site !== undefined || filter.start || filter.end;
  const rows = demandRows(data?.data ?? [], []);
  const knowsUnfilled = rows.some((row) => row.unfilled !== null);
  const series: Series[] = [
    isRepaired
      ? { kind: "line", key: "repaired", label: t("series.repaired"), color: "forecast" }
      : { kind: "line", key: "quantity", label: t("trend.history"), color: "history" },
  ];
  if (knowsUnfilled && !isRepaired) {
    series.push({ kind: "bar", key: "unfilled", label: t("series.unfilled"), color: "critical" });
  }
  return (
    <>
      <SeriesFilters sites={sites} />
      <Panel title={t("item.tab.demand")}>
        <ChartPart
          isLoading={!data}
          error={data ? null : error}
          onRetry={() => void mutate()}
          height={HEIGHT}
        >
          <BandChart
            title={t("item.tab.demand")}
            rows={rows}
            series={series}
            unit={unit}
            height={HEIGHT}
            aside={
              <SegmentedControl
                size="xs"
                aria-label={t("series.basis")}
                value={isRepaired ? "repaired" : "recorded"}
                data={[
                  { value: "recorded", label: t("series.recorded") },
                  { value: "repaired", label: t("series.repaired") },
                ]}
                onChange={(basis) => update({ basis: basis === "repaired" ? basis : null })}
              />
            }
            empty={
              isNarrowed
                ? { title: t("trend.empty.title"), text: t("trend.empty.text") }
                : { title: t("trend.none.item"), text: t("trend.none.text") }
            }
          />
          {isRepaired && (
            <Text size="sm" c="dimmed" mt="xs">
              {t("series.repaired.text")}
            </Text>
          )}
        </ChartPart>
      </Panel>
    </>
  );
}
