"use client";

import { Radio, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ConflictDialog, type ConflictField } from "@/components/conflict-dialog";
import { Failure } from "@/components/failure";
import type { NeedsEvent, PhaseChange } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useSave } from "@/lib/api/use-save";
import { ABSENT } from "@/lib/format";
import { useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { oneOf } from "@/lib/list-state";
import { PHASES } from "./filters";
import { changePhase } from "./queries";
import { ReasonField } from "./reason-field";

type Props = { event: NeedsEvent; onClose: () => void };

export function PhaseDialog({ event, onClose }: Props) {
  const t = useTranslate();
  // Stock status and lists are calculated by phase, so everything of needs is asked again.
  const revalidate = useRevalidate("/api/v1/");
  const others = PHASES.filter((phase) => phase !== event.current_phase);
  const [phase, setPhase] = useState<(typeof PHASES)[number]>(others[0] ?? "SURGE");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const saving = useSave<NeedsEvent, PhaseChange>((version, change) =>
    changePhase(event.id, version, change),
  );

  async function save(version: number) {
    setTried(true);
    if (!reason.trim()) return;
    const saved = await saving.run(version, { phase, reason });
    if (!saved) return;
    const now = t.code("phase", saved.current_phase);
    notifications.show({ message: t("event.moved", { name: saved.name, phase: now }) });
    await revalidate();
    onClose();
  }

  return (
    <>
      <ConfirmDialog
        opened
        title={t("event.change-phase")}
        confirm={t("event.move")}
        busy={saving.busy}
        onConfirm={() => void save(event.version)}
        onClose={onClose}
      >
        <Stack gap="sm">
          <Radio.Group
            label={t("event.new-phase")}
            value={phase}
            onChange={(value) => setPhase(oneOf(value, PHASES) ?? phase)}
          >
            <Stack gap="xs" mt={6}>
              {others.map((value) => (
                <Radio key={value} size="xs" value={value} label={t.code("phase", value)} />
              ))}
            </Stack>
          </Radio.Group>
          <ReasonField value={reason} isMissing={isTried} onChange={setReason} />
        </Stack>
        <Failure error={saving.error} />
      </ConfirmDialog>
      <ConflictDialog
        opened={saving.conflict !== null}
        busy={saving.busy}
        fields={saving.conflict ? conflictFields(saving.conflict, { phase, reason }, t) : []}
        onOverwrite={() => void save(saving.conflict?.version ?? event.version)}
        onClose={saving.dismiss}
      />
    </>
  );
}

function conflictFields(stored: NeedsEvent, mine: PhaseChange, t: Translate): ConflictField[] {
  return [
    {
      label: t("event.phase"),
      theirs: t.code("phase", stored.current_phase),
      mine: t.code("phase", mine.phase),
    },
    { label: t("event.reason"), theirs: stored.phase_reason ?? ABSENT, mine: mine.reason },
  ];
}
