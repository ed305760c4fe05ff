import type { Metadata } from "next";
import { unstable_serialize } from "swr";
import { Prefetched } from "@/components/prefetched";
import { DecisionSheetView } from "@/features/needs/decision/decision-sheet";
import { sheetKey } from "@/features/needs/decision/keys";
import { getDecisionSheet } from "@/features/needs/decision/sheet";
import { getTranslate } from "@/lib/i18n/server";
import { requirePermission } from "@/lib/session/session";

type Props = { params: Promise<{ needsListId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { needsListId } = await params;
  const [t, sheet] = await Promise.all([getTranslate(), getDecisionSheet(needsListId)]);
  return { title: t("decision.title", { number: sheet.needs_list_no }) };
}

export default async function DecisionPage({ params }: Props) {
  await requirePermission("needs:list:read");
  const { needsListId } = await params;
  const sheet = await getDecisionSheet(needsListId);
  return (
    <Prefetched answers={{ [unstable_serialize(sheetKey(sheet.id))]: sheet }}>
      <DecisionSheetView id={sheet.id} />
    </Prefetched>
  );
}
