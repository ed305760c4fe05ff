"use client";

import { Group, SegmentedControl } from "@mantine/core";
import { DayInput } from "@/components/day-input";
import { FilterSelect } from "@/components/filters";
import { useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { BUCKETS, readSeriesFilter } from "@/lib/series-filter";
import { useUrlState } from "@/lib/url-state";

type Props = {
  sites: readonly Option[];
  /** What is shown while no site is chosen; without it, all of them together. */
  site?: number;
  hasBuckets?: boolean;
};

export function SeriesFilters({ sites, site, hasBuckets = true }: Props) {
  const t = useTranslate();
  const { params, update } = useUrlState();
  const filter = readSeriesFilter(params);
  const shown = filter.site ?? site;
  return (
    <Group gap="xs" align="flex-end" mb="md">
      <FilterSelect
        label={t("filter.site")}
        width={220}
        value={shown === undefined ? undefined : String(shown)}
        options={sites}
        onChange={(value) => update({ site: value })}
      />
      <DayInput
        size="xs"
        width={140}
        label={t("kpi.start")}
        value={filter.start ?? null}
        onChange={(start) => update({ start })}
      />
      <DayInput
        size="xs"
        width={140}
        label={t("kpi.end")}
        value={filter.end ?? null}
        onChange={(end) => update({ end })}
      />
      {hasBuckets && (
        <SegmentedControl
          size="xs"
          aria-label={t("series.bucket")}
          value={filter.bucket ?? "day"}
          data={BUCKETS.map((bucket) => ({ value: bucket, label: t(`series.${bucket}`) }))}
          onChange={(bucket) => update({ bucket: bucket === "day" ? null : bucket })}
        />
      )}
    </Group>
  );
}
