import { PageHeader } from "@/components/page-header";
import { PageTabs } from "@/components/page-tabs";
import type { DecisionSheet } from "@/lib/api/schema-names";
import { getTranslate } from "@/lib/i18n/server";

/** What a list is called, and the way between its three pages. */
export async function SheetHeader({ sheet }: { sheet: DecisionSheet }) {
  const t = await getTranslate();
  const base = `/needs-lists/${sheet.id}`;
  const tabs = [
    { href: base, label: t("decision.tab.list") },
    { href: `${base}/decision`, label: t("decision.tab.sheet") },
    { href: `${base}/history`, label: t("decision.tab.history") },
  ];
  return (
    <>
      <PageHeader
        title={sheet.needs_list_no}
        text={t("decision.text", { event: sheet.event_name, site: sheet.site_name })}
      />
      <PageTabs label={t("decision.tabs")} tabs={tabs} />
    </>
  );
}
