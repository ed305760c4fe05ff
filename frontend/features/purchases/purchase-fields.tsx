"use client";

import { Select, Textarea } from "@mantine/core";
import { ItemLines, type ItemLine } from "@/components/item-lines";
import { useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { METHODS, type Method } from "./purchase-form";

/** What somebody typed; it outlives a failed save. */
export type PurchaseValues = {
  supplier: string | null;
  method: Method;
  notes: string;
  lines: ItemLine[];
};

type Props = {
  suppliers: readonly Option[];
  values: PurchaseValues;
  onChange: (values: PurchaseValues) => void;
};

export function PurchaseFields({ suppliers, values, onChange }: Props) {
  const t = useTranslate();
  const set = (part: Partial<PurchaseValues>) => onChange({ ...values, ...part });
  return (
    <>
      <Select
        label={t("purchase.supplier")}
        description={t("purchase.supplier.hint")}
        data={[...suppliers]}
        value={values.supplier}
        searchable
        clearable
        onChange={(supplier) => set({ supplier })}
      />
      <Select
        label={t("purchase.method")}
        allowDeselect={false}
        data={METHODS.map((value) => ({ value, label: t.code("purchase-method", value) }))}
        value={values.method}
        onChange={(value) => set({ method: value ?? "SINGLE_SOURCE" })}
      />
      <ItemLines lines={values.lines} hasPrice onChange={(lines) => set({ lines })} />
      <Textarea
        label={t("purchase.notes")}
        autosize
        minRows={2}
        value={values.notes}
        onChange={(event) => set({ notes: event.currentTarget.value })}
      />
    </>
  );
}
