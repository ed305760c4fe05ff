import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { AlertsTable } from "@/features/alerts/alerts-table";
import { alertQuery, readAlertFilter } from "@/features/alerts/filters";
import { prefetch } from "@/lib/api/prefetch";
import { siteOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.alerts") };
}

export default async function AlertsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("alerts:alert:read");
  const query = alertQuery(readAlertFilter(await asParams(searchParams)));
  const [t, sites, answers] = await Promise.all([
    getTranslate(),
    siteOptions(),
    prefetch([["/api/v1/alerts", query]]),
  ]);
  return (
    <Prefetched answers={answers}>
      <PageHeader title={t("nav.alerts")} text={t("alert.page")} />
      <AlertsTable sites={sites} />
    </Prefetched>
  );
}
