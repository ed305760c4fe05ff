import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { itemQuery, readItemFilter } from "@/features/catalogue/filters";
import { ItemsTable } from "@/features/catalogue/items-table";
import { prefetch } from "@/lib/api/prefetch";
import { familyOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.materials") };
}

export default async function MaterialsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("catalogue:item:read");
  const query = itemQuery(readItemFilter(await asParams(searchParams)));
  const [t, families, answers] = await Promise.all([
    getTranslate(),
    familyOptions(),
    prefetch([["/api/v1/items", query]]),
  ]);
  return (
    <Prefetched answers={answers}>
      <PageHeader title={t("nav.materials")} text={t("item.page")} />
      <ItemsTable families={families} />
    </Prefetched>
  );
}
