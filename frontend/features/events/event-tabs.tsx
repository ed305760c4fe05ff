import { PageHeader } from "@/components/page-header";
import { PageTabs } from "@/components/page-tabs";
import { getTranslate } from "@/lib/i18n/server";

/** Title and tabs of the pages that list events, lead times and sites. */
export async function EventTabs() {
  const t = await getTranslate();
  const tabs = [
    { href: "/events", label: t("event.tab.events") },
    { href: "/events/lead-times", label: t("event.tab.lead-times") },
    { href: "/events/sites", label: t("event.tab.sites") },
  ];
  return (
    <>
      <PageHeader title={t("nav.events")} text={t("event.page")} />
      <PageTabs label={t("nav.events")} tabs={tabs} />
    </>
  );
}
