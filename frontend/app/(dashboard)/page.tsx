import { getTranslate } from "@/lib/i18n/server";

export default async function DashboardPage() {
  const t = await getTranslate();
  return <h1>{t("nav.dashboard")}</h1>;
}
