"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { explainError } from "@/lib/api/problem";
import type { TransferDetail, TransferOverride, TransferStep } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useSave } from "@/lib/api/use-save";
import { newKey } from "@/lib/idempotency";
import { useTranslate } from "@/lib/i18n/provider";
import { moveTransfer, overrideLots, TRANSFERS } from "./queries";

type Deed = { step: TransferStep } | { override: TransferOverride };

/** Take a step, or decide on lots. One opened dialog is one deed, however often it is sent. */
export function useTransferSave(transfer: TransferDetail, onDone: () => void) {
  const t = useTranslate();
  const revalidate = useRevalidate(TRANSFERS);
  const [key, setKey] = useState(newKey);
  const saving = useSave((version, deed: Deed) =>
    "step" in deed
      ? moveTransfer(transfer.id, version, key, deed.step)
      : overrideLots(transfer.id, version, key, deed.override),
  );

  async function run(deed: Deed): Promise<void> {
    const saved = await saving.run(transfer.version, deed);
    // Refused or done, the next attempt is another request.
    setKey(newKey());
    await revalidate();
    if (saved === null) return;
    notifications.show({
      message: t("transfer.done", {
        number: saved.transfer_no,
        status: t.code("transfer-status", saved.status),
      }),
    });
    onDone();
  }

  const failure = saving.conflict
    ? t("transfer.changed-meanwhile")
    : saving.error === null
      ? null
      : explainError(saving.error, t);
  return { run, busy: saving.busy, failure };
}
