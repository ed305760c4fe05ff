import type { Metadata } from "next";
import { Prefetched } from "@/components/prefetched";
import { EventTabs } from "@/features/events/event-tabs";
import { SitesPanel } from "@/features/events/sites-panel";
import { prefetch } from "@/lib/api/prefetch";
import { getTranslate } from "@/lib/i18n/server";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("event.tab.sites") };
}

export default async function ReportingSitesPage() {
  await requirePermission("needs:stock_status:read");
  const answers = await prefetch([["/api/v1/stock-status/freshness", { event_id: 0 }]]);
  return (
    <Prefetched answers={answers}>
      <EventTabs />
      <SitesPanel />
    </Prefetched>
  );
}
