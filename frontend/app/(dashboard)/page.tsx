import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { openAlertsQuery } from "@/features/alerts/open-alerts-query";
import { kpiQuery, readDashboardFilter } from "@/features/kpis/filters";
import { topQuery } from "@/features/recommendations/filters";
import { prefetch } from "@/lib/api/prefetch";
import { familyOptions, siteOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";
import { DashboardPanels } from "./dashboard-panels";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.dashboard") };
}

export default async function DashboardPage({ searchParams }: { searchParams: SearchParams }) {
  const { organisation } = await requirePermission("kpis:kpi:read");
  const filter = readDashboardFilter(await asParams(searchParams));
  const [t, sites, families, answers] = await Promise.all([
    getTranslate(),
    siteOptions(),
    familyOptions(),
    prefetch([
      ["/api/v1/analytics/kpis", kpiQuery(filter)],
      ["/api/v1/analytics/kpis/definitions", {}],
      ["/api/v1/alerts", openAlertsQuery(filter.site)],
      ["/api/v1/recommendations", topQuery(filter.site, filter.family)],
    ]),
  ]);
  return (
    <Prefetched answers={answers}>
      <PageHeader title={t("nav.dashboard")} text={organisation.name} />
      <DashboardPanels sites={sites} families={families} period={organisation.demand_period} />
    </Prefetched>
  );
}
