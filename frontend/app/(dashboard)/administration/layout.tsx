import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/page-header";
import { PageTabs } from "@/components/page-tabs";
import { getTranslate } from "@/lib/i18n/server";
import { getMe } from "@/lib/session/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("nav.administration") };
}

export default async function AdministrationLayout({ children }: { children: ReactNode }) {
  const [t, me] = await Promise.all([getTranslate(), getMe()]);
  const tabs = [
    { href: "/administration", label: t("admin.users"), permission: "access:user:read" },
    { href: "/administration/roles", label: t("admin.roles"), permission: "access:role:read" },
    {
      href: "/administration/approvals",
      label: t("admin.approvals"),
      permission: "needs:approval_policy:read",
    },
    { href: "/administration/audit", label: t("admin.audit"), permission: "audit:log:read" },
  ].filter(({ permission }) => me.permissions.includes(permission));
  return (
    <>
      <PageHeader title={t("nav.administration")} text={t("admin.page")} />
      <PageTabs label={t("nav.administration")} tabs={tabs} />
      {children}
    </>
  );
}
