"use client";

import { Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ConflictDialog, type ConflictField } from "@/components/conflict-dialog";
import { Failure } from "@/components/failure";
import type { PurchaseChange, PurchaseDetail } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useSave } from "@/lib/api/use-save";
import { ABSENT } from "@/lib/format";
import { useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import type { Option } from "@/lib/options";
import { PurchaseFields, type PurchaseValues } from "./purchase-fields";
import { areComplete, linesOf, toSend } from "./purchase-form";
import { changePurchase, PURCHASES } from "./queries";

type Props = { purchase: PurchaseDetail; suppliers: readonly Option[]; onClose: () => void };

export function EditPurchaseDialog({ purchase, suppliers, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(PURCHASES);
  const saving = useSave<PurchaseDetail, Partial<PurchaseChange>>((version, change) =>
    changePurchase(purchase.id, version, change),
  );
  const [values, setValues] = useState(() => valuesOf(purchase));
  const isComplete = areComplete(values.lines);

  async function save(version: number) {
    if (!isComplete || !(await saving.run(version, toSend(values)))) return;
    await revalidate();
    notifications.show({ message: t("purchase.saved", { number: purchase.procurement_no }) });
    onClose();
  }

  const supplier = suppliers.find(({ value }) => value === values.supplier)?.label;
  return (
    <>
      <ConfirmDialog
        opened
        size="xl"
        title={t("purchase.edit")}
        confirm={t("common.save")}
        busy={saving.busy}
        onConfirm={() => void save(purchase.version)}
        onClose={onClose}
      >
        <Stack gap="sm">
          <PurchaseFields suppliers={suppliers} values={values} onChange={setValues} />
          <Failure text={isComplete ? null : t("lines.incomplete")} error={saving.error} />
        </Stack>
      </ConfirmDialog>
      <ConflictDialog
        opened={saving.conflict !== null}
        fields={saving.conflict ? differences(saving.conflict, values, supplier, t) : []}
        busy={saving.busy}
        onOverwrite={() => void save(saving.conflict?.version ?? 0)}
        onClose={saving.dismiss}
      />
    </>
  );
}

function valuesOf(purchase: PurchaseDetail): PurchaseValues {
  return {
    supplier: purchase.supplier_id?.toString() ?? null,
    method: purchase.method,
    notes: purchase.notes ?? "",
    lines: linesOf(purchase),
  };
}

function differences(
  stored: PurchaseDetail,
  mine: PurchaseValues,
  supplier: string | undefined,
  t: Translate,
): ConflictField[] {
  const listed = (lines: PurchaseValues["lines"]) =>
    lines.map(({ label, quantity }) => `${label}: ${quantity}`).join(", ");
  return [
    {
      label: t("purchase.supplier"),
      theirs: stored.supplier_name ?? ABSENT,
      mine: supplier ?? ABSENT,
    },
    {
      label: t("purchase.method"),
      theirs: t.code("purchase-method", stored.method),
      mine: t.code("purchase-method", mine.method),
    },
    { label: t("purchase.notes"), theirs: stored.notes ?? ABSENT, mine: mine.notes || ABSENT },
    { label: t("purchase.lines"), theirs: listed(linesOf(stored)), mine: listed(mine.lines) },
  ];
}
