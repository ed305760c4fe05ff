"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ConflictDialog, type ConflictField } from "@/components/conflict-dialog";
import { Failure } from "@/components/failure";
import type {
  NeedsListLine,
  NeedsListLineChange,
  NeedsListLineDetail,
} from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useSave } from "@/lib/api/use-save";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { AdjustForm, isCompleteAdjustment, type Adjustment } from "./adjust-form";
import { adjustLine, NEEDS_LISTS } from "./queries";

type Props = { line: NeedsListLine; onClose: () => void };

const TAKEN_BACK: NeedsListLineChange = { quantity: null, reason_code: null, note: null };

/** Puts a quantity beside the computed one; the computed one stays. */
export function AdjustDialog({ line, onClose }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const revalidate = useRevalidate(NEEDS_LISTS);
  const [value, setValue] = useState<Adjustment>({
    quantity: String(Number(line.quantity)),
    reason: line.adjustment_reason_code,
    note: line.adjustment_note ?? "",
  });
  const [isTried, setIsTried] = useState(false);
  const saving = useSave<NeedsListLineDetail, NeedsListLineChange>((version, change) =>
    adjustLine(line.needs_list_id, line.id, version, change),
  );

  async function save(version: number, change: NeedsListLineChange) {
    const saved = await saving.run(version, change);
    if (!saved) return;
    notifications.show({ message: t("needs.adjusted-done", { item: line.item_name }) });
    await revalidate();
    onClose();
  }

  const wanted: NeedsListLineChange = {
    quantity: value.quantity,
    reason_code: value.reason,
    note: value.note.trim() || null,
  };
  return (
    <>
      <ConfirmDialog
        opened
        title={t("needs.adjust.of", { item: line.item_name })}
        text={t("needs.adjust.text", {
          gap: format.number(line.gap_quantity, 2),
          unit: line.unit,
        })}
        confirm={t("common.save")}
        busy={saving.busy}
        onConfirm={() => {
          setIsTried(true);
          if (isCompleteAdjustment(value)) void save(line.version, wanted);
        }}
        onClose={onClose}
      >
        <AdjustForm value={value} unit={line.unit} isTried={isTried} onChange={setValue} />
        {line.adjusted_quantity !== null && (
          <Button
            variant="subtle"
            disabled={saving.busy}
            onClick={() => void save(line.version, TAKEN_BACK)}
          >
            {t("needs.adjust.back")}
          </Button>
        )}
        <Failure error={saving.error} />
      </ConfirmDialog>
      <ConflictDialog
        opened={saving.conflict !== null}
        fields={saving.conflict ? conflictFields(saving.conflict, wanted, t, format) : []}
        busy={saving.busy}
        onOverwrite={() => void save(saving.conflict?.version ?? 0, wanted)}
        onClose={saving.dismiss}
      />
    </>
  );
}

function conflictFields(
  stored: NeedsListLineDetail,
  mine: NeedsListLineChange,
  t: Translate,
  format: Format,
): ConflictField[] {
  const reason = (code: string | null | undefined) => (code ? t.code("adjustment", code) : ABSENT);
  return [
    {
      label: t("needs.asked"),
      theirs: format.number(stored.quantity, 4),
      mine: format.number(mine.quantity, 4),
    },
    {
      label: t("needs.adjust.reason"),
      theirs: reason(stored.adjustment_reason_code),
      mine: reason(mine.reason_code),
    },
    {
      label: t("needs.note"),
      theirs: stored.adjustment_note ?? ABSENT,
      mine: mine.note ?? ABSENT,
    },
  ];
}
