"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ConflictDialog, type ConflictField } from "@/components/conflict-dialog";
import { Failure } from "@/components/failure";
import type { Alert, AlertChange } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useSave } from "@/lib/api/use-save";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import {
  AlertActionForm,
  changeFrom,
  EMPTY_DRAFT,
  isComplete,
  type AlertAction,
  type AlertDraft,
} from "./alert-action-form";
import { subjectOf } from "./alert-text";
import { ALERTS, changeAlert, changeAlerts } from "./queries";
import type { Chosen } from "./use-alert-actions";

type Props = { action: AlertAction; alerts: Chosen; onClose: () => void };

const RESULTS: Record<AlertAction, string> = {
  acknowledge: "ACKNOWLEDGED",
  snooze: "SNOOZED",
  resolve: "RESOLVED",
  reopen: "OPEN",
};

export function AlertActionDialog({ action, alerts, onClose }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const [draft, setDraft] = useState<AlertDraft>(EMPTY_DRAFT);
  const { submit, busy, error, conflict, overwrite, dismiss } = useAlertAction(
    action,
    alerts,
    draft,
    onClose,
  );
  const [first] = alerts;
  const text = alerts.length === 1 ? subjectOf(first) : t.count("alert.many", alerts.length);
  return (
    <>
      <ConfirmDialog
        opened
        title={t(`alert.${action}`)}
        text={text}
        confirm={t(`alert.${action}`)}
        busy={busy}
        onConfirm={() => isComplete(action, draft) && void submit()}
        onClose={onClose}
      >
        <AlertActionForm action={action} draft={draft} onChange={setDraft} />
        <Failure error={error} />
      </ConfirmDialog>
      <ConflictDialog
        opened={conflict !== null}
        fields={conflict ? conflictFields(conflict, action, draft, t, format) : []}
        busy={busy}
        onOverwrite={() => void overwrite()}
        onClose={dismiss}
      />
    </>
  );
}

function useAlertAction(
  action: AlertAction,
  alerts: Chosen,
  draft: AlertDraft,
  onClose: () => void,
) {
  const t = useTranslate();
  const revalidate = useRevalidate(ALERTS);
  const [first] = alerts;
  const isBulk = alerts.length > 1;
  const saving = useSave<Alert, AlertChange>(async (version, change) => {
    if (!isBulk) return changeAlert(first.id, version, change);
    const ids = alerts.map((alert) => alert.id);
    await changeAlerts(ids, change);
    return first;
  });

  async function save(version: number) {
    const saved = await saving.run(version, changeFrom(action, draft));
    if (!saved) return;
    notifications.show({ message: t.count(`alert.done.${action}`, alerts.length) });
    await revalidate();
    onClose();
  }
  return {
    ...saving,
    submit: () => save(first.version),
    overwrite: () => save(saving.conflict?.version ?? 0),
  };
}

function conflictFields(
  stored: Alert,
  action: AlertAction,
  draft: AlertDraft,
  t: Translate,
  format: Format,
): ConflictField[] {
  const mine = changeFrom(action, draft);
  return [
    {
      label: t("alert.status"),
      theirs: t.code("status", stored.status),
      mine: t.code("status", RESULTS[action]),
    },
    { label: t("alert.owner"), theirs: stored.owner ?? ABSENT, mine: t("alert.owner.me") },
    { label: t("alert.note"), theirs: stored.note ?? ABSENT, mine: mine.note ?? ABSENT },
    {
      label: t("alert.promised"),
      theirs: format.date(stored.promised_at),
      mine: format.date(mine.promised_at),
    },
  ];
}
