"use client";

import { Radio, Stack, Textarea } from "@mantine/core";
import { DayInput } from "@/components/day-input";
import type { AlertChange } from "@/lib/api/schema-names";
import { endOfDay } from "@/lib/dates";
import { useTranslate } from "@/lib/i18n/provider";

export type AlertAction = AlertChange["action"];

/** What somebody typed; it outlives a failed save. */
export type AlertDraft = { note: string; day: string | null; mode: "until" | "worse" };

export const EMPTY_DRAFT: AlertDraft = { note: "", day: null, mode: "until" };

export function changeFrom(action: AlertAction, draft: AlertDraft): AlertChange {
  const day = draft.day ? endOfDay(draft.day) : null;
  const isTimed = action === "snooze" && draft.mode === "until";
  return {
    action,
    note: draft.note.trim() || null,
    promised_at: action === "acknowledge" ? day : null,
    until: isTimed ? day : null,
    until_worse: action === "snooze" && !isTimed,
  };
}

/** A snooze without an end would be a way to lose an alert. */
export function isComplete(action: AlertAction, draft: AlertDraft): boolean {
  return action !== "snooze" || draft.mode === "worse" || draft.day !== null;
}

type Props = {
  action: AlertAction;
  draft: AlertDraft;
  onChange: (draft: AlertDraft) => void;
};

export function AlertActionForm({ action, draft, onChange }: Props) {
  const t = useTranslate();
  const set = (part: Partial<AlertDraft>) => onChange({ ...draft, ...part });
  return (
    <Stack gap="sm">
      {action === "snooze" && (
        <Radio.Group
          label={t("alert.snooze.how")}
          value={draft.mode}
          onChange={(mode) => set({ mode: mode === "worse" ? "worse" : "until" })}
        >
          <Stack gap="xs" mt={6}>
            <Radio size="xs" value="until" label={t("alert.snooze.until")} />
            <Radio size="xs" value="worse" label={t("alert.snooze.worse")} />
          </Stack>
        </Radio.Group>
      )}
      {(action === "acknowledge" || (action === "snooze" && draft.mode === "until")) && (
        <DayInput
          label={t(action === "snooze" ? "alert.snooze.day" : "alert.promised")}
          description={action === "acknowledge" ? t("alert.promised.hint") : undefined}
          value={draft.day}
          onChange={(day) => set({ day })}
          isFuture
        />
      )}
      <Textarea
        label={t("alert.note")}
        autosize
        minRows={2}
        maxLength={1000}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </Stack>
  );
}
