import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/page-header";
import { PageTabs } from "@/components/page-tabs";
import { getTranslate } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.imports") };
}

export default async function ImportsLayout({ children }: { children: ReactNode }) {
  const t = await getTranslate();
  const tabs = [
    { href: "/imports", label: t("import.imports") },
    { href: "/imports/jobs", label: t("job.jobs") },
  ];
  return (
    <>
      <PageHeader title={t("nav.imports")} text={t("import.page")} />
      <PageTabs label={t("nav.imports")} tabs={tabs} />
      {children}
    </>
  );
}
