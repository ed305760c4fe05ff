"use client";

import { SimpleGrid, Stack } from "@mantine/core";
import { Suspense } from "react";
import { OpenAlerts } from "@/features/alerts/open-alerts";
import { LeadingItems } from "@/features/demand/leading-items";
import { DashboardFilters } from "@/features/kpis/dashboard-filters";
import { DemandTrend } from "@/features/kpis/demand-trend";
import { readDashboardFilter } from "@/features/kpis/filters";
import { KpiGrid } from "@/features/kpis/kpi-grid";
import { TopRecommendations } from "@/features/recommendations/top-recommendations";
import type { Option } from "@/lib/options";
import { useUrlState } from "@/lib/url-state";

type Props = {
  sites: readonly Option[];
  families: readonly Option[];
  /** The organisation's demand period: charts are never finer. */
  period: string | null;
};

/**
 * Only a route may put features side by side; they share the filter in the address.
 *
 * Nothing here suspends: each boundary wakes in a turn of its own, so that the browser can answer
 * in between.
 */
export function DashboardPanels({ sites, families, period }: Props) {
  const { params } = useUrlState();
  const filter = readDashboardFilter(params);
  const { site, family } = filter;
  return (
    <Stack gap="md">
      <DashboardFilters sites={sites} families={families} />
      <Suspense>
        <KpiGrid filter={filter} />
      </Suspense>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Suspense>
          <DemandTrend filter={filter} />
        </Suspense>
        <Suspense>
          <LeadingItems site={site} family={family} period={period} />
        </Suspense>
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Suspense>
          <OpenAlerts site={site} family={family} />
        </Suspense>
        <Suspense>
          <TopRecommendations site={site} family={family} />
        </Suspense>
      </SimpleGrid>
    </Stack>
  );
}
