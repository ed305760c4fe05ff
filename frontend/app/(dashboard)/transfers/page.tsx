import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { readTransferFilter, transferQuery } from "@/features/transfers/filters";
import { NewTransferButton } from "@/features/transfers/new-transfer-button";
import { TransfersTable } from "@/features/transfers/transfers-table";
import { prefetch } from "@/lib/api/prefetch";
import { siteOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.transfers") };
}

export default async function TransfersPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("execution:transfer:read");
  const query = transferQuery(readTransferFilter(await asParams(searchParams)));
  const [t, sites, answers] = await Promise.all([
    getTranslate(),
    siteOptions(),
    prefetch([["/api/v1/transfers", query]]),
  ]);
  return (
    <Prefetched answers={answers}>
      <PageHeader
        title={t("nav.transfers")}
        text={t("transfer.page")}
        actions={<NewTransferButton sites={sites} />}
      />
      <TransfersTable sites={sites} />
    </Prefetched>
  );
}
