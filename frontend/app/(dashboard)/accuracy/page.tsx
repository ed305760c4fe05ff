import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { AccuracyPage } from "@/features/demand/accuracy/accuracy-page";
import { familyOptions, siteOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.accuracy") };
}

export default async function ForecastAccuracyPage() {
  await requirePermission("demand:forecast:read");
  const [t, sites, families] = await Promise.all([getTranslate(), siteOptions(), familyOptions()]);
  return (
    <>
      <PageHeader title={t("nav.accuracy")} text={t("accuracy.page")} />
      <AccuracyPage sites={sites} families={families} />
    </>
  );
}
