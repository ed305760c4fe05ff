import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { needsListQuery, readNeedsListFilter } from "@/features/needs-lists/filters";
import { eventOptions } from "@/features/needs-lists/needs-list";
import { NeedsListsTable, NewList } from "@/features/needs-lists/needs-lists-table";
import { prefetch } from "@/lib/api/prefetch";
import { siteOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.needs-lists") };
}

export default async function NeedsListsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("needs:list:read");
  const query = needsListQuery(readNeedsListFilter(await asParams(searchParams)));
  const [t, events, sites, answers] = await Promise.all([
    getTranslate(),
    eventOptions(),
    siteOptions(),
    prefetch([["/api/v1/needs-lists", query]]),
  ]);
  return (
    <Prefetched answers={answers}>
      <PageHeader title={t("nav.needs-lists")} text={t("needs.page")} actions={<NewList />} />
      <NeedsListsTable events={events} sites={sites} />
    </Prefetched>
  );
}
