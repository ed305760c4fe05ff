import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { purchaseQuery, readPurchaseFilter } from "@/features/purchases/filters";
import { PurchasesTable } from "@/features/purchases/purchases-table";
import { prefetch } from "@/lib/api/prefetch";
import { siteOptions, supplierOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.procurement") };
}

export default async function ProcurementPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("procurement:procurement:read");
  const query = purchaseQuery(readPurchaseFilter(await asParams(searchParams)));
  const [t, suppliers, sites, answers] = await Promise.all([
    getTranslate(),
    supplierOptions(),
    siteOptions(),
    prefetch([["/api/v1/procurements", query]]),
  ]);
  return (
    <Prefetched answers={answers}>
      <PageHeader title={t("nav.procurement")} text={t("purchase.page")} />
      <PurchasesTable suppliers={suppliers} sites={sites} />
    </Prefetched>
  );
}
