"use client";

import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import type { Override } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useSave } from "@/lib/api/use-save";
import { useTranslate } from "@/lib/i18n/provider";
import { OVERRIDES } from "./keys";
import { withdraw } from "./queries";

/** Take a change back. It is judged no more, and the next plan does without it. */
export function WithdrawButton(row: Override) {
  const t = useTranslate();
  const revalidate = useRevalidate(OVERRIDES);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const saving = useSave((version, why: string) => withdraw(row.id, version, why));
  if (row.withdrawn_at) return null;

  async function save() {
    if (!reason.trim()) return;
    const saved = await saving.run(row.version, reason.trim());
    // Another person was faster: the list shows what is stored now.
    if (saved || saving.conflict) setOpen(false);
    await revalidate();
  }

  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
        {t("override.withdraw")}
      </Button>
      <ConfirmDialog
        opened={isOpen}
        title={t("override.withdraw.title")}
        confirm={t("override.withdraw")}
        busy={saving.busy}
        onConfirm={() => void save()}
        onClose={() => setOpen(false)}
      >
        <TextInput
          label={t("override.why")}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Failure error={saving.error} />
      </ConfirmDialog>
    </>
  );
}
