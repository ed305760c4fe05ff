"use client";

import { Textarea } from "@mantine/core";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import type { Recommendation } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { adviceOf } from "./recommendation-text";

type Props = {
  opened: boolean;
  advice: Recommendation;
  busy: boolean;
  error: unknown;
  onReject: (reason: string) => void;
  onClose: () => void;
};

export function RejectDialog({ opened, advice, busy, error, onReject, onClose }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);

  function confirm() {
    setMissing(!reason.trim());
    if (reason.trim()) onReject(reason.trim());
  }

  return (
    <ConfirmDialog
      opened={opened}
      title={t("advice.reject.title")}
      text={adviceOf(advice, t, format)}
      confirm={t("advice.reject")}
      busy={busy}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Textarea
        label={t("advice.reason")}
        description={t("advice.reason.hint")}
        autosize
        minRows={2}
        maxLength={1000}
        required
        data-autofocus
        value={reason}
        error={isMissing ? t("login.required") : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Failure error={error} />
    </ConfirmDialog>
  );
}
