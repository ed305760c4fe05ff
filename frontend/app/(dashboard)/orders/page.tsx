import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { orderQuery, readOrderFilter } from "@/features/procurement/filters";
import { OrdersTable } from "@/features/procurement/orders-table";
import { prefetch } from "@/lib/api/prefetch";
import { siteOptions, supplierOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.orders") };
}

export default async function OrdersPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("procurement:order:read");
  const query = orderQuery(readOrderFilter(await asParams(searchParams)));
  const [t, suppliers, sites, answers] = await Promise.all([
    getTranslate(),
    supplierOptions(),
    siteOptions(),
    prefetch([["/api/v1/orders", query]]),
  ]);
  return (
    <Prefetched answers={answers}>
      <PageHeader title={t("nav.orders")} text={t("order.page")} />
      <OrdersTable suppliers={suppliers} sites={sites} />
    </Prefetched>
  );
}
