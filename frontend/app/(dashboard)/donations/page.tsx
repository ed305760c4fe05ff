import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { DonationsTable } from "@/features/donations/donations-table";
import { donationQuery, readDonationFilter } from "@/features/donations/filters";
import { prefetch } from "@/lib/api/prefetch";
import { siteOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.donations") };
}

export default async function DonationsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("execution:donation:read");
  const query = donationQuery(readDonationFilter(await asParams(searchParams)));
  const [t, sites, answers] = await Promise.all([
    getTranslate(),
    siteOptions(),
    prefetch([["/api/v1/donations", query]]),
  ]);
  return (
    <Prefetched answers={answers}>
      <PageHeader title={t("nav.donations")} text={t("donation.page")} />
      <DonationsTable sites={sites} />
    </Prefetched>
  );
}
