import type { Metadata } from "next";
import { Prefetched } from "@/components/prefetched";
import { historyKey } from "@/features/needs/decision/keys";
import { getDecisionSheet } from "@/features/needs/decision/sheet";
import { SheetHeader } from "@/features/needs/decision/sheet-header";
import { Timeline } from "@/features/needs/decision/timeline";
import { prefetch } from "@/lib/api/prefetch";
import { getTranslate } from "@/lib/i18n/server";
import { requirePermission } from "@/lib/session/session";

type Props = { params: Promise<{ needsListId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("decision.tab.history") };
}

export default async function HistoryPage({ params }: Props) {
  await requirePermission("needs:list:read");
  const { needsListId } = await params;
  const sheet = await getDecisionSheet(needsListId);
  const answers = await prefetch([historyKey(sheet.id)]);
  return (
    <Prefetched answers={answers}>
      <SheetHeader sheet={sheet} />
      <Timeline id={sheet.id} />
    </Prefetched>
  );
}
