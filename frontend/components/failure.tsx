"use client";

import { Text } from "@mantine/core";
import { explainError } from "@/lib/api/problem";
import { useTranslate } from "@/lib/i18n/provider";

/** What a form lacks, or why the API refused what it sent; nothing while neither is so. */
export function Failure({ error = null, text }: { error?: unknown; text?: string | null }) {
  const t = useTranslate();
  const words = text ?? (error === null ? null : explainError(error, t));
  if (!words) return null;
  return (
    <Text size="sm" c="var(--qm-critical)" role="alert">
      {words}
    </Text>
  );
}
