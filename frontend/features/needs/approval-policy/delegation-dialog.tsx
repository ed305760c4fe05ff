"use client";

import { Select, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { DayInput } from "@/components/day-input";
import { Failure } from "@/components/failure";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useTranslate } from "@/lib/i18n/provider";
import { DELEGATIONS } from "./keys";
import { createDelegation, useStandIns } from "./queries";

type Form = { to: string | null; starts: string | null; ends: string | null; reason: string };
const EMPTY: Form = { to: null, starts: null, ends: null, reason: "" };

/** Name somebody who decides in the reader's place. */
export function DelegationDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslate();
  const revalidate = useRevalidate(DELEGATIONS);
  const [form, setForm] = useState(EMPTY);
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  async function save() {
    setTried(true);
    const { to, starts, ends, reason } = form;
    if (!to || !starts || !ends || !reason.trim()) return;
    setBusy(true);
    setFailure(null);
    try {
      const made = await createDelegation({
        from_user_id: null,
        to_user_id: Number(to),
        starts_on: starts,
        ends_on: ends,
        reason: reason.trim(),
      });
      notifications.show({ message: t("delegation.created", { name: made.to_user }) });
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
      title={t("delegation.new")}
      text={t("delegation.text")}
      confirm={t("delegation.create")}
      busy={busy}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <Fields form={form} isTried={isTried} onChange={setForm} />
      <Failure error={failure} />
    </ConfirmDialog>
  );
}

type FieldsProps = { form: Form; isTried: boolean; onChange: (form: Form) => void };

function Fields({ form, isTried, onChange }: FieldsProps) {
  const t = useTranslate();
  const people = useStandIns().data?.data ?? [];
  const missing = (value: string | null) =>
    isTried && !value?.trim() ? t("policy.required") : undefined;
  return (
    <>
      <Select
        label={t("delegation.to")}
        required
        searchable
        data={people.map((person) => ({ value: String(person.id), label: person.full_name }))}
        value={form.to}
        error={missing(form.to)}
        onChange={(to) => onChange({ ...form, to })}
      />
      <Day
        label={t("delegation.starts")}
        value={form.starts}
        error={missing(form.starts)}
        onChange={(starts) => onChange({ ...form, starts })}
      />
      <Day
        label={t("delegation.ends")}
        value={form.ends}
        error={missing(form.ends)}
        onChange={(ends) => onChange({ ...form, ends })}
      />
      <TextInput
        label={t("delegation.reason")}
        required
        maxLength={500}
        value={form.reason}
        error={missing(form.reason)}
        onChange={(event) => onChange({ ...form, reason: event.currentTarget.value })}
      />
    </>
  );
}

type DayProps = {
  label: string;
  value: string | null;
  error: string | undefined;
  onChange: (day: string | null) => void;
};

function Day({ label, value, error, onChange }: DayProps) {
  return (
    <div>
      <DayInput label={label} value={value} isFuture onChange={onChange} />
      {error && (
        <Text size="xs" c="var(--qm-critical)" role="alert">
          {error}
        </Text>
      )}
    </div>
  );
}
