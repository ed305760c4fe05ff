"use client";

import { Checkbox, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import type { NeedsList } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { NEEDS_LISTS, takeStep } from "./queries";

type Props = {
  list: Pick<
    NeedsList,
    "id" | "needs_list_no" | "version" | "data_freshness_level" | "hours_behind" | "site_name"
  >;
  action: "submit" | "cancel";
  onClose: () => void;
};

/** Submitting on data that is old needs a yes of its own. */
export function StepDialog({ list, action, onClose }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const revalidate = useRevalidate(NEEDS_LISTS);
  const [note, setNote] = useState("");
  const [knowsStale, setKnowsStale] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const isSubmit = action === "submit";

  async function go() {
    setBusy(true);
    setFailure(null);
    try {
      await takeStep(list.id, list.version, {
        action,
        note: note.trim() || null,
        acknowledge_stale: isSubmit && knowsStale,
      });
      notifications.show({
        message: t(isSubmit ? "needs.submitted" : "needs.cancelled", {
          number: list.needs_list_no,
        }),
      });
      await revalidate();
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <ConfirmDialog
      opened
      title={t(isSubmit ? "needs.submit" : "needs.cancel")}
      text={t(isSubmit ? "needs.submit.text" : "needs.cancel.text", { number: list.needs_list_no })}
      confirm={t(isSubmit ? "needs.submit" : "needs.cancel")}
      isDangerous={!isSubmit}
      busy={busy}
      onConfirm={() => void go()}
      onClose={onClose}
    >
      {isSubmit && (
        <Checkbox
          label={t("needs.stale.acknowledge", {
            site: list.site_name,
            hours: list.hours_behind === null ? "?" : format.hours(list.hours_behind),
          })}
          checked={knowsStale}
          onChange={(event) => setKnowsStale(event.currentTarget.checked)}
        />
      )}
      <Textarea
        label={t("needs.note")}
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Failure error={failure} />
    </ConfirmDialog>
  );
}
