"use client";

import { Button, Progress, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect, useRef, useState } from "react";
import { explainError } from "@/lib/api/problem";
import type { Job } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { newKey } from "@/lib/idempotency";
import { useMay } from "@/lib/permissions";
import { REPLAYS } from "./keys";
import { isActive, startReplay, useReplayJob } from "./queries";

/** Queue a replay and follow it; what it found is shown as soon as it is there. */
export function StartReplay() {
  const t = useTranslate();
  const mayRun = useMay("jobs:job:run");
  const [busy, setBusy] = useState(false);
  const latest = useReplayJob();
  const job = latest.data?.data[0];
  useFinished(job);
  if (isActive(job) && job) return <Following job={job} />;

  async function start() {
    setBusy(true);
    try {
      await startReplay(newKey());
      await latest.mutate();
    } catch (error) {
      notifications.show({ color: "vermilion", message: explainError(error, t) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack gap={4} align="end">
      {mayRun && (
        <Button size="xs" variant="default" loading={busy} onClick={() => void start()}>
          {t("replay.start")}
        </Button>
      )}
      {job?.status === "FAILED" && (
        <Text size="xs" c="var(--qm-critical)" role="alert">
          {t("replay.failed", { error: job.error ?? "" })}
        </Text>
      )}
    </Stack>
  );
}

/** Show the new replay when the one that was followed ends. */
function useFinished(job: Job | undefined) {
  const revalidate = useRevalidate(REPLAYS);
  const wasActive = useRef(false);
  useEffect(() => {
    if (wasActive.current && !isActive(job)) void revalidate();
    wasActive.current = isActive(job);
  }, [job, revalidate]);
}

function Following({ job }: { job: Job }) {
  const t = useTranslate();
  const format = useFormat();
  const isQueued = job.status === "QUEUED";
  return (
    <Stack gap={4} w={220}>
      <Progress value={job.progress * 100} animated aria-label={t("replay.running")} size="sm" />
      <Text size="xs" c="dimmed" aria-live="polite">
        {isQueued
          ? t("replay.waiting")
          : t("replay.progress", {
              share: format.percent(job.progress, 0),
              message: job.message ?? "",
            })}
      </Text>
    </Stack>
  );
}
