import type { Metadata } from "next";
import { Prefetched } from "@/components/prefetched";
import { EventTabs } from "@/features/events/event-tabs";
import { EventsTable } from "@/features/events/events-table";
import { eventQuery, readEventFilter } from "@/features/events/filters";
import { prefetch } from "@/lib/api/prefetch";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.events") };
}

export default async function EventsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("needs:event:read");
  const query = eventQuery(readEventFilter(await asParams(searchParams)));
  const answers = await prefetch([["/api/v1/events", query]]);
  return (
    <Prefetched answers={answers}>
      <EventTabs />
      <EventsTable />
    </Prefetched>
  );
}
