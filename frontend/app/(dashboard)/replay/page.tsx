import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { LATEST, REPLAYS } from "@/features/planning/keys";
import { ReplayView } from "@/features/planning/replay-view";
import { prefetch } from "@/lib/api/prefetch";
import { getTranslate } from "@/lib/i18n/server";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.replay") };
}

export default async function ReplayPage() {
  await requirePermission("planning:policy:read");
  const [t, answers] = await Promise.all([getTranslate(), prefetch([[REPLAYS, LATEST]])]);
  return (
    <Prefetched answers={answers}>
      <PageHeader title={t("nav.replay")} text={t("replay.page")} />
      <ReplayView />
    </Prefetched>
  );
}
