"use client";

import { Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ConflictDialog } from "@/components/conflict-dialog";
import { Failure } from "@/components/failure";
import type { NeedsListDetail } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useSave } from "@/lib/api/use-save";
import { ABSENT } from "@/lib/format";
import { useTranslate } from "@/lib/i18n/provider";
import { changeNeedsList, NEEDS_LISTS } from "./queries";

type Props = { list: NeedsListDetail; onClose: () => void };

/** What the officer wants to tell whoever decides. */
export function NotesDialog({ list, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(NEEDS_LISTS);
  const [text, setText] = useState(list.notes ?? "");
  const notes = text.trim() || null;
  const saving = useSave<NeedsListDetail, string | null>((version, wanted) =>
    changeNeedsList(list.id, version, { notes: wanted, fair_share_rule: list.fair_share_rule }),
  );

  async function save(version: number) {
    if (!(await saving.run(version, notes))) return;
    notifications.show({ message: t("needs.notes.saved", { number: list.needs_list_no }) });
    await revalidate();
    onClose();
  }

  return (
    <>
      <ConfirmDialog
        opened
        title={t("needs.notes.edit")}
        text={t("needs.notes.text")}
        confirm={t("common.save")}
        busy={saving.busy}
        onConfirm={() => void save(list.version)}
        onClose={onClose}
      >
        <Textarea
          label={t("needs.notes")}
          data-autofocus
          autosize
          minRows={3}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Failure error={saving.error} />
      </ConfirmDialog>
      <ConflictDialog
        opened={saving.conflict !== null}
        fields={[
          {
            label: t("needs.notes"),
            theirs: saving.conflict?.notes ?? ABSENT,
            mine: notes ?? ABSENT,
          },
        ]}
        busy={saving.busy}
        onOverwrite={() => void save(saving.conflict?.version ?? 0)}
        onClose={saving.dismiss}
      />
    </>
  );
}
