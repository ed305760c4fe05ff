"use client";

import { Stack, Text } from "@mantine/core";
import type { SheetLine } from "@/lib/api/schema-names";
import { toNumber, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { Derivation } from "./derivation";
import { Explained } from "./explained";

type Props = { line: SheetLine; listId: number };

/** What a line asks for, what it costs, what was computed, and what nobody can bring in time. */
export function Asked({ line, listId }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const amount = (value: string) => `${format.number(value, 2)} ${line.unit}`;
  const of = (what: string) => `${line.sku}, ${what}`;
  const derivation = <Derivation listId={listId} lineId={line.id} />;
  const isShort = (toNumber(line.unmet_quantity) ?? 0) > 0;
  return (
    <Stack gap={2} mb="md">
      <Text component="div" size="sm">
        {t("decision.asked")}{" "}
        <Explained what={of(t("decision.asked"))} more={derivation}>
          <strong className="numeric">{amount(line.quantity)}</strong>
        </Explained>{" "}
        · {line.sku} ·{" "}
        <Explained what={of(t("decision.value"))} lines={[costOf(line, t, format)]}>
          {line.value === null ? t("decision.no-value") : format.money(line.value)}
        </Explained>
      </Text>
      {line.adjusted_quantity !== null && (
        <Text component="div" size="xs" c="dimmed">
          {t("decision.adjusted-from")}{" "}
          <Explained what={of(t("decision.computed"))} more={derivation}>
            {amount(line.gap_quantity)}
          </Explained>
          : {reasonOf(line, t)}
        </Text>
      )}
      {isShort && (
        <Text component="div" size="xs" c="var(--qm-critical)">
          <Explained what={of(t("decision.late"))} lines={[shortageOf(line, amount, t)]}>
            {t("decision.unmet", { quantity: amount(line.unmet_quantity) })}
          </Explained>
        </Text>
      )}
      <Doubts line={line} />
    </Stack>
  );
}

/** The unit cost is the one the list was calculated with: value and quantity give it back. */
export function costOf(line: SheetLine, t: Translate, format: Format): string {
  const [value, quantity] = [toNumber(line.value), toNumber(line.quantity)];
  if (value === null || !quantity) return t("decision.no-cost");
  return t("explain.value", {
    quantity: `${format.number(quantity, 2)} ${line.unit}`,
    cost: format.money(value / quantity),
    value: format.money(value),
  });
}

function shortageOf(line: SheetLine, amount: (value: string) => string, t: Translate): string {
  const inTime = Number(line.quantity) - Number(line.unmet_quantity);
  return t("explain.unmet", {
    asked: amount(line.quantity),
    in_time: amount(String(inTime)),
    unmet: amount(line.unmet_quantity),
  });
}

function reasonOf(
  { adjustment_note: note, adjustment_reason_code: code }: SheetLine,
  t: Translate,
) {
  return [code && t.code("adjustment", code), note && `“${note}”`].filter(Boolean).join(", ");
}

/** Why a line is not among those that one button approves. */
function Doubts({ line }: { line: SheetLine }) {
  const t = useTranslate();
  const doubts = [
    ...line.confidence_reasons.map((code) => t.code("reason", code)),
    ...line.warnings.map((code) => t.code("needs-warning", code)),
    ...(line.value === null ? [t("decision.no-cost")] : []),
  ];
  if (line.is_safe || doubts.length === 0) return null;
  return (
    <Text size="xs" c="dimmed">
      {t("decision.why-unsafe")}: {doubts.join(" ")}
    </Text>
  );
}
