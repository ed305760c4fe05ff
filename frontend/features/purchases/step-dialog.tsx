"use client";

import { Stack, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { DayInput } from "@/components/day-input";
import { Failure } from "@/components/failure";
import type { PurchaseDetail, PurchaseStep } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { endOfDay } from "@/lib/dates";
import { newKey } from "@/lib/idempotency";
import { useTranslate } from "@/lib/i18n/provider";
import { useDeed } from "@/lib/use-deed";
import { PURCHASES, stepPurchase } from "./queries";

export type StepName = PurchaseStep["action"];

const NEEDS_REASON: ReadonlySet<StepName> = new Set(["reject", "close_short", "cancel"]);
const HAS_DATE: ReadonlySet<StepName> = new Set(["order", "ship"]);

type Props = { purchase: PurchaseDetail; step: StepName; onClose: () => void };

export function StepDialog({ purchase, step, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(PURCHASES);
  const deed = useDeed();
  const [key] = useState(newKey);
  const [note, setNote] = useState("");
  const [order, setOrder] = useState("");
  const [day, setDay] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);
  const lacksNote = NEEDS_REASON.has(step) && !note.trim();
  const lacksOrder = step === "order" && !order.trim();

  async function confirm() {
    setChecked(true);
    if (lacksNote || lacksOrder) return;
    const body: PurchaseStep = {
      action: step,
      note: note.trim() || null,
      po_number: step === "order" ? order.trim() : null,
      expected_arrival_at: HAS_DATE.has(step) && day ? endOfDay(day) : null,
    };
    const isDone = await deed.run(() => stepPurchase(purchase.id, purchase.version, body, key));
    await revalidate();
    if (!isDone) return;
    notifications.show({
      message: t(`purchase.done.${step}`, { number: purchase.procurement_no }),
    });
    onClose();
  }

  return (
    <ConfirmDialog
      opened
      isDangerous={NEEDS_REASON.has(step)}
      title={t(`purchase.${step}`)}
      text={t(`purchase.${step}.text`)}
      confirm={t(`purchase.${step}`)}
      busy={deed.busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Stack gap="sm">
        {step === "order" && (
          <TextInput
            label={t("purchase.po")}
            value={order}
            error={isChecked && lacksOrder ? t("login.required") : null}
            onChange={(event) => setOrder(event.currentTarget.value)}
          />
        )}
        {HAS_DATE.has(step) && (
          <DayInput label={t("purchase.expected")} value={day} isFuture onChange={setDay} />
        )}
        <Textarea
          label={t(NEEDS_REASON.has(step) ? "purchase.reason" : "purchase.note")}
          autosize
          minRows={2}
          value={note}
          error={isChecked && lacksNote ? t("login.required") : null}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Failure error={deed.error} />
      </Stack>
    </ConfirmDialog>
  );
}
