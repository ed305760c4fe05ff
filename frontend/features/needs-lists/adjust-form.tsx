"use client";

import { NumberInput, Select, Stack, Textarea } from "@mantine/core";
import type { AdjustmentReason } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import { ADJUSTMENT_REASONS } from "./filters";

/** What somebody typed; it outlives a failed save. */
export type Adjustment = { quantity: string; reason: AdjustmentReason | null; note: string };

export const NO_ADJUSTMENT: Adjustment = { quantity: "", reason: null, note: "" };

/** A number, a reason, and words where the reason is another one. */
export function isCompleteAdjustment({ quantity, reason, note }: Adjustment): boolean {
  const number = Number(quantity);
  const isNumber = quantity.trim() !== "" && Number.isFinite(number) && number >= 0;
  return isNumber && reason !== null && (reason !== "OTHER" || note.trim() !== "");
}

type Props = {
  value: Adjustment;
  unit?: string;
  /** Somebody tried to save: what is missing is said. */
  isTried: boolean;
  onChange: (value: Adjustment) => void;
};

export function AdjustForm({ value, unit, isTried, onChange }: Props) {
  const t = useTranslate();
  const missing = (isMissing: boolean) =>
    isTried && isMissing ? t("needs.adjust.missing") : undefined;
  const set = (part: Partial<Adjustment>) => onChange({ ...value, ...part });
  return (
    <Stack gap="sm">
      <NumberInput
        label={t("needs.asked")}
        suffix={unit && ` ${unit}`}
        min={0}
        decimalScale={4}
        allowNegative={false}
        value={value.quantity}
        error={missing(value.quantity.trim() === "")}
        onChange={(quantity) => set({ quantity: String(quantity) })}
      />
      <Select
        label={t("needs.adjust.reason")}
        data={ADJUSTMENT_REASONS.map((reason) => ({
          value: reason,
          label: t.code("adjustment", reason),
        }))}
        value={value.reason}
        error={missing(value.reason === null)}
        onChange={(reason) =>
          set({ reason: ADJUSTMENT_REASONS.find((known) => known === reason) ?? null })
        }
      />
      <Textarea
        label={t("needs.note")}
        description={value.reason === "OTHER" ? t("needs.adjust.other") : undefined}
        autosize
        minRows={2}
        maxLength={500}
        value={value.note}
        error={missing(value.reason === "OTHER" && value.note.trim() === "")}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </Stack>
  );
}
