import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import { eventOptions } from "@/features/needs-lists/needs-list";
import { Wizard } from "@/features/needs-lists/wizard/wizard";
import { familyOptions, siteOptions } from "@/lib/api/reference";
import { getTranslate } from "@/lib/i18n/server";
import { requirePermission } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("wizard.title") };
}

export default async function NewNeedsListPage() {
  await requirePermission("needs:list:draft");
  const [t, events, sites, families] = await Promise.all([
    getTranslate(),
    eventOptions("ACTIVE"),
    siteOptions(),
    familyOptions(),
  ]);
  return (
    <>
      <PageHeader title={t("wizard.title")} text={t("wizard.page")} />
      <Wizard events={events} sites={sites} families={families} />
    </>
  );
}
