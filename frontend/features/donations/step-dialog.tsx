"use client";

import { Stack, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { DayInput } from "@/components/day-input";
import { Failure } from "@/components/failure";
import type { DonationDetail, DonationStep } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { endOfDay } from "@/lib/dates";
import { newKey } from "@/lib/idempotency";
import { useTranslate } from "@/lib/i18n/provider";
import { useDeed } from "@/lib/use-deed";
import { DONATIONS, stepDonation } from "./queries";

export type StepName = DonationStep["action"];

type Props = { donation: DonationDetail; step: StepName; onClose: () => void };

export function StepDialog({ donation, step, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(DONATIONS);
  const deed = useDeed();
  const [key] = useState(newKey);
  const [note, setNote] = useState("");
  const [day, setDay] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);
  const lacksReason = step === "cancel" && !note.trim();

  async function confirm() {
    setChecked(true);
    if (lacksReason) return;
    const body: DonationStep = {
      action: step,
      note: note.trim() || null,
      expected_arrival_at: step === "ship" && day ? endOfDay(day) : null,
    };
    const isDone = await deed.run(() => stepDonation(donation.id, donation.version, body, key));
    await revalidate();
    if (!isDone) return;
    notifications.show({ message: t(`donation.done.${step}`, { number: donation.donation_no }) });
    onClose();
  }

  return (
    <ConfirmDialog
      opened
      isDangerous={step === "cancel"}
      title={t(`donation.${step}`)}
      text={t(`donation.${step}.text`)}
      confirm={t(`donation.${step}`)}
      busy={deed.busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Stack gap="sm">
        {step === "ship" && (
          <DayInput label={t("donation.expected")} value={day} isFuture onChange={setDay} />
        )}
        <Textarea
          label={t(step === "cancel" ? "donation.reason" : "donation.note")}
          autosize
          minRows={2}
          value={note}
          error={isChecked && lacksReason ? t("login.required") : null}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Failure error={deed.error} />
      </Stack>
    </ConfirmDialog>
  );
}
