import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { readSupplierFilter, supplierQuery } from "@/features/suppliers/filters";
import { SuppliersTable } from "@/features/suppliers/suppliers-table";
import { prefetch } from "@/lib/api/prefetch";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.suppliers") };
}

export default async function SuppliersPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("suppliers:supplier:read");
  const query = supplierQuery(readSupplierFilter(await asParams(searchParams)));
  const [t, answers] = await Promise.all([
    getTranslate(),
    prefetch([["/api/v1/suppliers", query]]),
  ]);
  return (
    <Prefetched answers={answers}>
      <PageHeader title={t("nav.suppliers")} text={t("supplier.page")} />
      <SuppliersTable />
    </Prefetched>
  );
}
