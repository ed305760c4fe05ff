import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PageTabs } from "@/components/page-tabs";
import { getItem } from "@/features/catalogue/item";
import { ItemHeader } from "@/features/catalogue/item-header";
import { getTranslate } from "@/lib/i18n/server";
import { requirePermission } from "@/lib/session/session";

type Props = { params: Promise<{ itemId: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { itemId } = await params;
  return { title: (await getItem(itemId)).name };
}

export default async function ItemLayout({ params, children }: Props) {
  await requirePermission("catalogue:item:read");
  const { itemId } = await params;
  const [t, item] = await Promise.all([getTranslate(), getItem(itemId)]);
  const base = `/materials/${item.id}`;
  const tabs = [
    { href: base, label: t("item.tab.demand") },
    { href: `${base}/inventory`, label: t("item.tab.inventory") },
    { href: `${base}/forecasts`, label: t("item.tab.forecasts") },
    { href: `${base}/features`, label: t("item.tab.features") },
    { href: `${base}/recommendations`, label: t("nav.recommendations") },
  ];
  return (
    <>
      <ItemHeader item={item} />
      <PageTabs label={item.name} tabs={tabs} keep={["site"]} />
      {children}
    </>
  );
}
