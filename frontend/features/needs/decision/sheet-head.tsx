"use client";

import Link from "next/link";
import { Facts } from "@/components/facts";
import { Panel } from "@/components/panel";
import type { DecisionSheet } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { Explained } from "./explained";

/** Where the list stands, what it is worth, who decides until when, and what to keep in mind. */
export function SheetHead({ sheet }: { sheet: DecisionSheet }) {
  const t = useTranslate();
  const format = useFormat();
  const submitted =
    sheet.submitted_at === null
      ? ABSENT
      : t("decision.submitted-by", {
          name: sheet.submitted_by ?? ABSENT,
          at: format.instant(sheet.submitted_at),
        });
  return (
    <Panel>
      <Facts
        isWide
        facts={[
          { label: t("decision.value"), value: <Total sheet={sheet} /> },
          { label: t("decision.calculated"), value: <AsOf sheet={sheet} /> },
          { label: t("decision.submitted"), value: submitted },
          { label: t("decision.due"), value: <Due sheet={sheet} /> },
          { label: t("decision.policy"), value: <Policy names={sheet.policy_names} /> },
          { label: t("decision.approvals"), value: <Approvals sheet={sheet} /> },
          ...(sheet.warnings.length > 0
            ? [{ label: t("decision.warnings"), value: <Warnings codes={sheet.warnings} /> }]
            : []),
          { label: t("decision.note"), value: sheet.notes ?? ABSENT },
        ]}
      />
    </Panel>
  );
}

type Props = { sheet: DecisionSheet };

function Total({ sheet }: Props) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Explained what={t("decision.value")} lines={[sumOf(sheet, t, format)]}>
      {sheet.total_estimated_value === null
        ? t("decision.no-value")
        : format.money(sheet.total_estimated_value)}
    </Explained>
  );
}

/** More terms than this would be read by nobody. */
const TERMS = 8;

export function sumOf(
  { lines, total_estimated_value: total }: DecisionSheet,
  t: Translate,
  format: Format,
) {
  const unknown = lines.filter(({ value }) => value === null).length;
  if (total === null) return t.count("explain.total-unknown", unknown);
  const value = format.money(total);
  if (lines.length > TERMS) return t.count("explain.total-of", lines.length, { value });
  return t("explain.total", {
    terms: lines.map((line) => format.money(line.value ?? 0)).join(" + "),
    value,
  });
}

function AsOf({ sheet }: Props) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Explained
      what={t("decision.calculated")}
      lines={[t("explain.calculated", { at: format.instant(sheet.read_at) })]}
    >
      {format.instant(sheet.calculated_at)}
    </Explained>
  );
}

function Due({ sheet }: Props) {
  const t = useTranslate();
  const format = useFormat();
  if (sheet.next_role === null || sheet.due_at === null) return ABSENT;
  return (
    <Explained what={t("decision.due")} lines={[t("explain.due")]}>
      {format.instant(sheet.due_at)}
    </Explained>
  );
}

function Policy({ names }: { names: readonly string[] }) {
  if (names.length === 0) return ABSENT;
  return <Link href="/administration/approvals">{names.join(", ")}</Link>;
}

function Warnings({ codes }: { codes: readonly string[] }) {
  const t = useTranslate();
  return codes.map((code) => <div key={code}>{t.code("needs-warning", code)}</div>);
}

function Approvals({ sheet }: Props) {
  const t = useTranslate();
  if (sheet.approvals.length === 0 && sheet.next_role === null) return ABSENT;
  return (
    <>
      {sheet.approvals.map(({ step, decided_by: name, on_behalf_of: giver, role }) => (
        <div key={step}>
          {giver === null
            ? t("decision.approved-by", { name, role: t.code("role", role) })
            : t("decision.approved-for", { name, giver, role: t.code("role", role) })}
        </div>
      ))}
      {sheet.next_role !== null && (
        <div>{t("decision.waits-for", { role: t.code("role", sheet.next_role) })}</div>
      )}
    </>
  );
}
