import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { eventOf, readStatusFilter, statusQuery } from "@/features/stock-status/filters";
import { StatusTable } from "@/features/stock-status/status-table";
import { prefetch } from "@/lib/api/prefetch";
import { eventOptions, familyOptions, siteOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.stock-status") };
}

export default async function StockStatusPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("needs:stock_status:read");
  const filter = readStatusFilter(await asParams(searchParams));
  const [t, events, sites, families] = await Promise.all([
    getTranslate(),
    eventOptions(),
    siteOptions(),
    familyOptions(),
  ]);
  const event = eventOf(filter, events[0]?.value);
  const answers = await prefetch([
    ["/api/v1/stock-status", statusQuery(filter, event)],
    ["/api/v1/stock-status/freshness", { event_id: event }],
  ]);
  return (
    <Prefetched answers={answers}>
      <PageHeader title={t("nav.stock-status")} text={t("stock-status.page")} />
      <StatusTable events={events} sites={sites} families={families} />
    </Prefetched>
  );
}
