"use client";

import { Select, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import { ApiError } from "@/lib/api/problem";
import type { AdjustmentReason, NeedsListLine } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useTranslate } from "@/lib/i18n/provider";
import { useDeed } from "@/lib/use-deed";
import { ADJUSTMENT_REASONS } from "./filters";
import { NEEDS_LISTS, removeLine } from "./queries";

type Props = { line: NeedsListLine; onClose: () => void; onDone?: () => void };

/** Takes a line out of a list that is still being worked on; the history keeps what it said. */
export function RemoveDialog({ line, onClose, onDone }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(NEEDS_LISTS);
  const deed = useDeed();
  const [reason, setReason] = useState<AdjustmentReason | null>(null);
  const [note, setNote] = useState("");
  const [isTried, setIsTried] = useState(false);
  const lacksNote = reason === "OTHER" && note.trim() === "";

  async function remove() {
    setIsTried(true);
    if (reason === null || lacksNote) return;
    const why = { reason_code: reason, note: note.trim() || undefined };
    const isGone = await deed.run(() => removeLine(line.needs_list_id, line.id, line.version, why));
    if (isGone) {
      notifications.show({ message: t("needs.removed", { item: line.item_name }) });
      onClose();
      onDone?.();
    }
    await revalidate();
  }

  return (
    <ConfirmDialog
      opened
      title={t("needs.remove.of", { item: line.item_name })}
      text={t("needs.remove.text")}
      confirm={t("needs.remove")}
      isDangerous
      busy={deed.busy}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <Select
        label={t("needs.adjust.reason")}
        data-autofocus
        data={ADJUSTMENT_REASONS.map((value) => ({ value, label: t.code("adjustment", value) }))}
        value={reason}
        error={isTried && reason === null ? t("needs.adjust.missing") : undefined}
        onChange={(value) => setReason(ADJUSTMENT_REASONS.find((known) => known === value) ?? null)}
      />
      <Textarea
        label={t("needs.note")}
        description={reason === "OTHER" ? t("needs.adjust.other") : undefined}
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        error={isTried && lacksNote ? t("needs.adjust.missing") : undefined}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Failure
        error={deed.error}
        text={isOutdated(deed.error) ? t("needs.remove.changed") : null}
      />
    </ConfirmDialog>
  );
}

function isOutdated(error: unknown): boolean {
  return error instanceof ApiError && error.status === 412;
}
