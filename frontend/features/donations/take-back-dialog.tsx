"use client";

import { Stack, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import type { DonationDetail } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { newKey } from "@/lib/idempotency";
import { useTranslate } from "@/lib/i18n/provider";
import { useDeed } from "@/lib/use-deed";
import { DONATIONS, takeBackDonation } from "./queries";

type Allocation = DonationDetail["allocations"][number];
type Props = { donation: DonationDetail; allocation: Allocation; onClose: () => void };

/** Take back what somebody gave by hand and has not come. */
export function TakeBackDialog({ donation, allocation, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(DONATIONS);
  const deed = useDeed();
  const [key] = useState(newKey);
  const [reason, setReason] = useState("");
  const [isChecked, setChecked] = useState(false);
  const lacksReason = !reason.trim();

  async function takeBack() {
    setChecked(true);
    if (lacksReason) return;
    const isDone = await deed.run(() =>
      takeBackDonation(donation.id, donation.version, key, allocation.id, reason.trim()),
    );
    await revalidate();
    if (!isDone) return;
    notifications.show({
      message: t("donation.taken-back", { number: allocation.needs_list_no }),
    });
    onClose();
  }

  return (
    <ConfirmDialog
      opened
      isDangerous
      title={t("donation.take-back.of", { number: allocation.needs_list_no })}
      text={t("donation.take-back.text")}
      confirm={t("donation.take-back")}
      busy={deed.busy}
      onConfirm={() => void takeBack()}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Textarea
          label={t("donation.reason")}
          data-autofocus
          autosize
          minRows={2}
          value={reason}
          error={isChecked && lacksReason ? t("login.required") : null}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Failure error={deed.error} />
      </Stack>
    </ConfirmDialog>
  );
}
