"use client";

import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import type { TransferAction, TransferDetail } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import { useTransferSave } from "./use-transfer-save";

const NEEDS_NOTE: readonly TransferAction[] = ["reject", "cancel", "reconcile"];
const NAMES_ARRIVAL: readonly TransferAction[] = ["dispatch", "depart"];

type Props = { transfer: TransferDetail; action: TransferAction; onClose: () => void };

/** Any step but the count: what it does, a note, and when the goods will be there. */
export function StepDialog({ transfer, action, onClose }: Props) {
  const t = useTranslate();
  const saving = useTransferSave(transfer, onClose);
  const [note, setNote] = useState("");
  const [arrival, setArrival] = useState("");
  const [isMissing, setMissing] = useState(false);
  const mustSayWhy = NEEDS_NOTE.includes(action);

  function confirm() {
    const isEmpty = mustSayWhy && !note.trim();
    setMissing(isEmpty);
    if (isEmpty) return;
    const expected = arrival ? new Date(arrival).toISOString() : null;
    const step = { action, note: note.trim() || null, expected_arrival: expected };
    void saving.run({ step: { ...step, dispatched: null, received: null } });
  }

  return (
    <ConfirmDialog
      opened
      title={`${t.code("transfer-action", action)} · ${transfer.transfer_no}`}
      text={t.code("transfer-action-text", action, {
        from: transfer.from_site_name,
        to: transfer.to_site_name,
      })}
      confirm={t.code("transfer-action", action)}
      isDangerous={action === "reject" || action === "cancel"}
      busy={saving.busy}
      onConfirm={confirm}
      onClose={onClose}
    >
      {NAMES_ARRIVAL.includes(action) && (
        <TextInput
          type="datetime-local"
          label={t("transfer.expected")}
          description={t("transfer.expected.hint")}
          value={arrival}
          onChange={(event) => setArrival(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={t(mustSayWhy ? "transfer.why" : "transfer.note")}
        autosize
        minRows={2}
        maxLength={1000}
        required={mustSayWhy}
        data-autofocus
        value={note}
        error={isMissing ? t("login.required") : undefined}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Failure text={saving.failure} />
    </ConfirmDialog>
  );
}
