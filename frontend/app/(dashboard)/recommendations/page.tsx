import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { RecommendationsTable } from "@/features/recommendations/recommendations-table";
import { readRecommendationFilter, recommendationQuery } from "@/features/recommendations/filters";
import { prefetch } from "@/lib/api/prefetch";
import { familyOptions, siteOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.recommendations") };
}

export default async function RecommendationsPage({
  searchParams,
}: {
  searchParams: SearchParams;
}) {
  await requirePermission("recommendations:recommendation:read");
  const query = recommendationQuery(readRecommendationFilter(await asParams(searchParams)));
  const [t, sites, families, answers] = await Promise.all([
    getTranslate(),
    siteOptions(),
    familyOptions(),
    prefetch([["/api/v1/recommendations", query]]),
  ]);
  return (
    <Prefetched answers={answers}>
      <PageHeader title={t("nav.recommendations")} text={t("advice.page")} />
      <RecommendationsTable sites={sites} families={families} />
    </Prefetched>
  );
}
