"use client";

import { Checkbox, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ConflictDialog, type ConflictField } from "@/components/conflict-dialog";
import { Failure } from "@/components/failure";
import type { NeedsEvent, NeedsEventChange } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useSave } from "@/lib/api/use-save";
import { ABSENT } from "@/lib/format";
import { useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { changeEvent } from "./queries";
import { ReasonField } from "./reason-field";

type Props = { event: NeedsEvent; onClose: () => void };

export function EditEventDialog({ event, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate("/api/v1/");
  const isClosed = event.status === "CLOSED";
  const [name, setName] = useState(event.name);
  const [kind, setKind] = useState(event.kind ?? "");
  const [isTurned, setTurned] = useState(false);
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const saving = useSave<NeedsEvent, Partial<NeedsEventChange>>((version, change) =>
    changeEvent(event.id, version, change),
  );
  const status = isTurned === isClosed ? "ACTIVE" : "CLOSED";

  async function save(version: number) {
    setTried(true);
    if (!name.trim() || !reason.trim()) return;
    const change = { name: name.trim(), kind: kind.trim() || null, status, reason } as const;
    const saved = await saving.run(version, change);
    if (!saved) return;
    notifications.show({ message: t("event.saved", { name: saved.name }) });
    await revalidate();
    onClose();
  }

  return (
    <>
      <ConfirmDialog
        opened
        title={t("event.edit")}
        confirm={t("common.save")}
        busy={saving.busy}
        onConfirm={() => void save(event.version)}
        onClose={onClose}
      >
        <Stack gap="sm">
          <TextInput
            label={t("event.name")}
            error={isTried && !name.trim()}
            required
            maxLength={200}
            value={name}
            onChange={(change) => setName(change.currentTarget.value)}
          />
          <TextInput
            label={t("event.kind")}
            maxLength={100}
            value={kind}
            onChange={(change) => setKind(change.currentTarget.value)}
          />
          <Checkbox
            size="xs"
            label={t(isClosed ? "event.reopen" : "event.close")}
            description={isClosed ? undefined : t("event.close.text")}
            checked={isTurned}
            onChange={(change) => setTurned(change.currentTarget.checked)}
          />
          <ReasonField value={reason} isMissing={isTried} onChange={setReason} />
        </Stack>
        <Failure error={saving.error} />
      </ConfirmDialog>
      <ConflictDialog
        opened={saving.conflict !== null}
        busy={saving.busy}
        fields={saving.conflict ? conflictFields(saving.conflict, { name, kind, status }, t) : []}
        onOverwrite={() => void save(saving.conflict?.version ?? event.version)}
        onClose={saving.dismiss}
      />
    </>
  );
}

type Mine = { name: string; kind: string; status: NeedsEvent["status"] };

function conflictFields(stored: NeedsEvent, mine: Mine, t: Translate): ConflictField[] {
  return [
    { label: t("event.name"), theirs: stored.name, mine: mine.name },
    { label: t("event.kind"), theirs: stored.kind ?? ABSENT, mine: mine.kind || ABSENT },
    {
      label: t("event.status"),
      theirs: t.code("event-status", stored.status),
      mine: t.code("event-status", mine.status),
    },
  ];
}
