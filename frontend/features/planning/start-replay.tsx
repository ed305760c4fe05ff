"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { explainError } from "@/lib/api/problem";
import { useTranslate } from "@/lib/i18n/provider";
import { newKey } from "@/lib/idempotency";
import { useMay } from "@/lib/permissions";
import { startReplay } from "./queries";

/** Queue a replay; it takes minutes, and the list of jobs says how far it is. */
export function StartReplay() {
  const t = useTranslate();
  const mayRun = useMay("jobs:job:run");
  const [busy, setBusy] = useState(false);
  if (!mayRun) return null;

  async function start() {
    setBusy(true);
    try {
      await startReplay(newKey());
      notifications.show({ message: t("replay.queued") });
    } catch (error) {
      notifications.show({ color: "vermilion", message: explainError(error, t) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Button size="xs" variant="default" loading={busy} onClick={() => void start()}>
      {t("replay.start")}
    </Button>
  );
}
