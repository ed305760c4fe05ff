import type { Metadata } from "next";
import { Prefetched } from "@/components/prefetched";
import { EventTabs } from "@/features/events/event-tabs";
import { leadTimeQuery, readLeadTimeFilter } from "@/features/events/filters";
import { LeadTimesTable } from "@/features/events/lead-times-table";
import { prefetch } from "@/lib/api/prefetch";
import { siteOptions, supplierOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("lead-time.page") };
}

export default async function LeadTimesPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("needs:event:read");
  const query = leadTimeQuery(readLeadTimeFilter(await asParams(searchParams)));
  const [sites, suppliers, answers] = await Promise.all([
    siteOptions(),
    supplierOptions(),
    prefetch([["/api/v1/lead-times", query]]),
  ]);
  return (
    <Prefetched answers={answers}>
      <EventTabs />
      <LeadTimesTable sites={sites} suppliers={suppliers} />
    </Prefetched>
  );
}
