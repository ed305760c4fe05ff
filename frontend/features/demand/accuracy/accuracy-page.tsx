"use client";

import { Group, SimpleGrid, Stack } from "@mantine/core";
import { ChartPart } from "@/components/chart/chart-part";
import { EmptyState } from "@/components/empty-state";
import { FilterSelect } from "@/components/filters";
import type { ForecastRun } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { useUrlState } from "@/lib/url-state";
import { accuracyQuery, readAccuracyFilter, type AccuracyFilter } from "./filters";
import { BiasPanel, GroupsPanel } from "./groups-panel";
import { useAccuracy, useRuns } from "./queries";
import { CalibrationPanel, Headline, WeightsPanel } from "./summary-panels";
import { WorstPanel } from "./worst-panel";

type Props = { sites: readonly Option[]; families: readonly Option[] };

export function AccuracyPage({ sites, families }: Props) {
  const t = useTranslate();
  const { params } = useUrlState();
  const filter = readAccuracyFilter(params);
  const runs = useRuns();
  const total = useAccuracy(accuracyQuery(filter, "all"));
  const known = runs.data?.data ?? [];
  const run = known.find((one) => (filter.run ? one.id === filter.run : one.is_latest));
  const row = total.data?.data[0];
  return (
    <Stack gap="md">
      <AccuracyFilters filter={filter} runs={known} sites={sites} families={families} />
      <ChartPart
        isLoading={!runs.data || !total.data}
        error={runs.error ?? total.error}
        onRetry={() => void Promise.all([runs.mutate(), total.mutate()])}
        height={300}
      >
        {run && row ? (
          <>
            <Headline run={run} total={row} />
            <SimpleGrid cols={{ base: 1, lg: 2 }}>
              <CalibrationPanel total={row} />
              <BiasPanel filter={filter} />
            </SimpleGrid>
            <WeightsPanel run={run} />
            <GroupsPanel filter={filter} />
            <WorstPanel filter={filter} />
          </>
        ) : (
          <EmptyState title={t("accuracy.none.title")} text={t("accuracy.none.text")} />
        )}
      </ChartPart>
    </Stack>
  );
}

type FilterProps = Props & { filter: AccuracyFilter; runs: readonly ForecastRun[] };

function AccuracyFilters({ filter, runs, sites, families }: FilterProps) {
  const t = useTranslate();
  const format = useFormat();
  const { update } = useUrlState();
  return (
    <Group gap="xs" align="flex-end">
      <FilterSelect
        label={t("forecast.run")}
        placeholder={t("accuracy.latest")}
        width={220}
        value={filter.run ? String(filter.run) : undefined}
        options={runs.map((run) => ({
          value: String(run.id),
          label: `${run.id} · ${format.date(run.origin)}`,
        }))}
        onChange={(run) => update({ run, series: null })}
      />
      <FilterSelect
        label={t("filter.site")}
        width={200}
        value={filter.site ? String(filter.site) : undefined}
        options={sites}
        onChange={(site) => update({ site, series: null })}
      />
      <FilterSelect
        label={t("filter.family")}
        width={200}
        value={filter.family}
        options={families}
        onChange={(family) => update({ family, series: null })}
      />
    </Group>
  );
}
