import type { Metadata } from "next";
import { Prefetched } from "@/components/prefetched";
import { historyKey } from "@/features/needs/decision/keys";
import { getNeedsList } from "@/features/needs-lists/needs-list";
import { Timeline } from "@/features/needs/decision/timeline";
import { prefetch } from "@/lib/api/prefetch";
import { getTranslate } from "@/lib/i18n/server";
import { requirePermission } from "@/lib/session/session";

type Props = { params: Promise<{ needsListId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("history.title") };
}

export default async function HistoryPage({ params }: Props) {
  await requirePermission("needs:list:read");
  const { needsListId } = await params;
  const { id } = await getNeedsList(needsListId);
  const answers = await prefetch([historyKey(id)]);
  return (
    <Prefetched answers={answers}>
      <Timeline id={id} />
    </Prefetched>
  );
}
