"use client";

import { Button, Group, SegmentedControl } from "@mantine/core";
import { DayInput } from "@/components/day-input";
import { FilterSelect } from "@/components/filters";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { useUrlState } from "@/lib/url-state";
import { kpiQuery, lengthOf, periodEnding, PERIODS, readDashboardFilter } from "./filters";
import { useKpis } from "./queries";

type Props = { sites: readonly Option[]; families: readonly Option[] };

export function DashboardFilters({ sites, families }: Props) {
  const t = useTranslate();
  const { params, update } = useUrlState();
  const filter = readDashboardFilter(params);
  const format = useFormat();
  const meta = useKpis(kpiQuery(filter)).data?.meta;
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <Group gap="xs" align="flex-end">
      <PeriodChoice />
      <DayInput
        size="xs"
        width={140}
        label={t("kpi.start")}
        placeholder={meta && format.date(meta.start_date)}
        value={filter.start ?? null}
        onChange={(start) => update({ start })}
      />
      <DayInput
        size="xs"
        width={140}
        label={t("kpi.end")}
        placeholder={meta && format.date(meta.end_date)}
        value={filter.end ?? null}
        onChange={(end) => update({ end })}
      />
      <FilterSelect
        label={t("filter.site")}
        width={200}
        value={filter.site === undefined ? undefined : String(filter.site)}
        options={sites}
        onChange={(site) => update({ site })}
      />
      <FilterSelect
        label={t("filter.family")}
        width={170}
        value={filter.family}
        options={families}
        onChange={(family) => update({ family })}
      />
      {isFiltered && (
        <Button
          variant="subtle"
          onClick={() => update({ start: null, end: null, site: null, family: null })}
        >
          {t("common.filters.clear")}
        </Button>
      )}
    </Group>
  );
}

/** Presets count back from the newest figures, so that old data sets have a last month too. */
function PeriodChoice() {
  const t = useTranslate();
  const { params, update } = useUrlState();
  const filter = readDashboardFilter(params);
  const { data } = useKpis(kpiQuery(filter));
  const meta = data?.meta;
  const newest = meta?.as_of ?? meta?.end_date;
  const length = meta && lengthOf(meta.start_date, meta.end_date);
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("kpi.period")}
      value={length === undefined ? "" : String(length)}
      disabled={!newest}
      data={PERIODS.map((days) => ({ value: String(days), label: t("kpi.days", { days }) }))}
      onChange={(days) => newest && update(periodEnding(newest, Number(days)))}
    />
  );
}
