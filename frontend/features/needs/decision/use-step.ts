"use client";

import { notifications } from "@mantine/notifications";
import { useRef, useState } from "react";
import { ApiError } from "@/lib/api/problem";
import type { NeedsListStep, NeedsListStepped } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { newKey } from "@/lib/idempotency";
import { useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { NEEDS_LISTS } from "./keys";
import { takeStep } from "./queries";

type Subject = { id: number; version: number };

/** Take a step; whoever was slower sees the list as it is now and decides again. */
export function useStep({ id, version }: Subject, onDone: () => void) {
  const t = useTranslate();
  const revalidate = useRevalidate(NEEDS_LISTS);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // One key for one form: a click repeated after a lost answer does nothing twice.
  const key = useRef<{ sent: string; value: string } | null>(null);

  async function run(step: NeedsListStep) {
    const sent = JSON.stringify([version, step]);
    if (key.current?.sent !== sent) key.current = { sent, value: newKey() };
    setBusy(true);
    setError(null);
    try {
      const stepped = await takeStep(id, version, key.current.value, step);
      notifications.show({ message: doneMessage(step, stepped, t) });
      await revalidate();
      onDone();
    } catch (failure) {
      setError(failure);
      if (failure instanceof ApiError && failure.status === 412) await revalidate();
    } finally {
      setBusy(false);
    }
  }
  return { run, busy, error, forget: () => setError(null) };
}

/** What became of it, which may be less than was asked for: another person may have to follow. */
export function doneMessage(
  { action }: NeedsListStep,
  { needs_list_no: number, next_role: next, child_no: child }: NeedsListStepped,
  t: Translate,
): string {
  const isApproval = action === "approve" || action === "approve_safe";
  const said =
    isApproval && next
      ? t("step.done.counted", { role: t.code("role", next) })
      : t.code("step.done", action, { number });
  return child ? `${said}. ${t("step.done.child", { child })}` : said;
}
