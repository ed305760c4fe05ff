"use client";

import { NumberInput, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ConflictDialog, type ConflictField } from "@/components/conflict-dialog";
import { DayInput } from "@/components/day-input";
import { Failure } from "@/components/failure";
import type { LeadTime, LeadTimeChange } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useSave } from "@/lib/api/use-save";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { wayOf } from "./lead-times-table";
import { changeLeadTime, LEAD_TIMES } from "./queries";
import { ReasonField } from "./reason-field";

type Props = { leadTime: LeadTime; onClose: () => void };

export function EditLeadTimeDialog({ leadTime, onClose }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const revalidate = useRevalidate(LEAD_TIMES);
  const [hours, setHours] = useState<number | string>(Number(leadTime.hours));
  const [until, setUntil] = useState(leadTime.effective_to);
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const saving = useSave<LeadTime, Partial<LeadTimeChange>>((version, change) =>
    changeLeadTime(leadTime.id, version, change),
  );

  async function save(version: number) {
    setTried(true);
    if (!Number(hours) || !reason.trim()) return;
    const saved = await saving.run(version, { hours, effective_to: until, reason });
    if (!saved) return;
    notifications.show({ message: t("lead-time.saved") });
    await revalidate();
    onClose();
  }

  return (
    <>
      <ConfirmDialog
        opened
        title={t("lead-time.edit")}
        text={`${t.code("horizon", leadTime.horizon)}: ${wayOf(leadTime, t)}`}
        confirm={t("common.save")}
        busy={saving.busy}
        onConfirm={() => void save(leadTime.version)}
        onClose={onClose}
      >
        <Stack gap="sm">
          <NumberInput
            label={t("lead-time.hours-field")}
            min={0.25}
            max={87_600}
            decimalScale={2}
            required
            error={isTried && !Number(hours)}
            value={hours}
            onChange={setHours}
          />
          <DayInput label={t("lead-time.effective-to")} value={until} onChange={setUntil} />
          <ReasonField value={reason} isMissing={isTried} onChange={setReason} />
        </Stack>
        <Failure error={saving.error} />
      </ConfirmDialog>
      <ConflictDialog
        opened={saving.conflict !== null}
        busy={saving.busy}
        fields={saving.conflict ? conflictFields(saving.conflict, { hours, until }, t, format) : []}
        onOverwrite={() => void save(saving.conflict?.version ?? leadTime.version)}
        onClose={saving.dismiss}
      />
    </>
  );
}

type Mine = { hours: number | string; until: string | null };

function conflictFields(
  stored: LeadTime,
  mine: Mine,
  t: Translate,
  format: Format,
): ConflictField[] {
  return [
    {
      label: t("lead-time.hours"),
      theirs: format.hours(stored.hours),
      mine: format.hours(mine.hours),
    },
    {
      label: t("lead-time.effective-to"),
      theirs: format.date(stored.effective_to),
      mine: format.date(mine.until),
    },
  ];
}
