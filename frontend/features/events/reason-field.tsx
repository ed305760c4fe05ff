"use client";

import { Textarea } from "@mantine/core";
import { useTranslate } from "@/lib/i18n/provider";

type Props = { value: string; isMissing: boolean; onChange: (reason: string) => void };

/** Every change of an event needs a reason. */
export function ReasonField({ value, isMissing, onChange }: Props) {
  const t = useTranslate();
  return (
    <Textarea
      label={t("event.reason")}
      description={t("event.reason.hint")}
      error={isMissing && !value.trim() ? t("event.reason.missing") : undefined}
      required
      autosize
      minRows={2}
      maxLength={255}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
