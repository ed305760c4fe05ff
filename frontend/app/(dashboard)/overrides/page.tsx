import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { OverridesView } from "@/features/overrides/overrides-view";
import { OVERRIDES } from "@/features/overrides/keys";
import { prefetch } from "@/lib/api/prefetch";
import { siteOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { readListState } from "@/lib/list-state";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.overrides") };
}

export default async function OverridesPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("planning:policy:read");
  const query = readListState(await asParams(searchParams));
  const [t, sites, answers] = await Promise.all([
    getTranslate(),
    siteOptions(),
    prefetch([[OVERRIDES, query]]),
  ]);
  return (
    <Prefetched answers={answers}>
      <PageHeader title={t("nav.overrides")} text={t("override.page")} />
      <OverridesView sites={sites} />
    </Prefetched>
  );
}
