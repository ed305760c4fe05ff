"use client";

import { Text, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ConflictDialog } from "@/components/conflict-dialog";
import { Failure } from "@/components/failure";
import type {
  ReplayResult,
  ServiceLevel,
  ServiceLevelChange,
  TargetClass,
} from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useSave } from "@/lib/api/use-save";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { SERVICE_LEVELS, setServiceLevel } from "./queries";

type Props = {
  replayId: number;
  correction: number;
  abcClass: TargetClass;
  target: ServiceLevel;
  point: ReplayResult;
  onClose: () => void;
};

/** Make a point of the curve the policy; who does it says why, and the log keeps both. */
export function ChooseDialog({ replayId, correction, abcClass, target, point, onClose }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const revalidate = useRevalidate(SERVICE_LEVELS);
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const level = point.asked ?? target.service_level;
  const saving = useSave((version, change: ServiceLevelChange) =>
    setServiceLevel(abcClass, version, change),
  );

  async function save(version: number) {
    setMissing(!reason.trim());
    if (!reason.trim()) return;
    const change = { service_level: level, reason: reason.trim(), replay_id: replayId };
    const saved = await saving.run(version, change);
    if (!saved) return;
    notifications.show({ message: t("replay.chosen", { class: abcClass }) });
    await revalidate();
    onClose();
  }

  return (
    <>
      <ConfirmDialog
        opened
        title={t("replay.choose.title", { class: abcClass })}
        text={t("replay.choose.text", {
          before: format.percent(target.service_level),
          after: format.percent(level),
        })}
        confirm={t("replay.choose.confirm")}
        busy={saving.busy}
        onConfirm={() => void save(target.version)}
        onClose={onClose}
      >
        <Text size="sm" c="dimmed">
          {t("replay.choose.correction", { correction: format.number(correction, 2) })}
        </Text>
        <Textarea
          label={t("replay.reason")}
          rows={3}
          maxLength={500}
          required
          data-autofocus
          value={reason}
          error={isMissing ? t("login.required") : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Failure error={saving.error} />
      </ConfirmDialog>
      <ConflictDialog
        opened={saving.conflict !== null}
        fields={[
          {
            label: t("replay.asked"),
            theirs: format.percent(saving.conflict?.service_level),
            mine: format.percent(level),
          },
        ]}
        busy={saving.busy}
        onOverwrite={() => void save(saving.conflict?.version ?? target.version)}
        onClose={saving.dismiss}
      />
    </>
  );
}
