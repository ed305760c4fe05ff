import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { NOTICES } from "@/features/needs/decision/keys";
import { noticeQuery, readWaitingFilter } from "@/features/needs/decision/waiting-filters";
import { WaitingTable } from "@/features/needs/decision/waiting-table";
import { prefetch } from "@/lib/api/prefetch";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("waiting.title") };
}

export default async function WaitingPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("needs:list:read");
  const query = noticeQuery(readWaitingFilter(await asParams(searchParams)));
  const [t, answers] = await Promise.all([getTranslate(), prefetch([[NOTICES, query]])]);
  return (
    <Prefetched answers={answers}>
      <PageHeader title={t("waiting.title")} text={t("waiting.text")} />
      <WaitingTable />
    </Prefetched>
  );
}
