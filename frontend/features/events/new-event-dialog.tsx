"use client";

import { Select, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useTranslate } from "@/lib/i18n/provider";
import { oneOf } from "@/lib/list-state";
import { PHASES } from "./filters";
import { createEvent, EVENTS } from "./queries";
import { ReasonField } from "./reason-field";

const CODE = /^[A-Z0-9]{2,12}$/;
type Values = {
  code: string;
  name: string;
  kind: string;
  phase: (typeof PHASES)[number];
  reason: string;
};

const EMPTY: Values = { code: "", name: "", kind: "", phase: "BASELINE", reason: "" };

export function NewEventDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslate();
  const revalidate = useRevalidate(EVENTS);
  const [values, setValues] = useState(EMPTY);
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const isComplete =
    CODE.test(values.code) && values.name.trim() !== "" && values.reason.trim() !== "";
  async function create() {
    setTried(true);
    if (!isComplete) return;
    setBusy(true);
    setFailure(null);
    try {
      const kind = values.kind.trim() || null;
      const { name } = await createEvent({ ...values, kind, started_at: null });
      notifications.show({ message: t("event.created", { name }) });
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
      title={t("event.new")}
      confirm={t("event.create")}
      busy={busy}
      onConfirm={() => void create()}
      onClose={onClose}
    >
      <EventFields
        values={values}
        isTried={isTried}
        onChange={(part) => setValues({ ...values, ...part })}
      />
      <Failure error={failure} />
    </ConfirmDialog>
  );
}

type FieldsProps = {
  values: Values;
  isTried: boolean;
  onChange: (part: Partial<Values>) => void;
};

function EventFields({ values, isTried, onChange }: FieldsProps) {
  const t = useTranslate();
  return (
    <Stack gap="sm">
      <TextInput
        label={t("event.code")}
        description={t("event.code.hint")}
        error={isTried && !CODE.test(values.code)}
        required
        maxLength={12}
        value={values.code}
        onChange={(event) => onChange({ code: event.currentTarget.value.toUpperCase() })}
      />
      <TextInput
        label={t("event.name")}
        error={isTried && !values.name.trim()}
        required
        maxLength={200}
        value={values.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t("event.kind")}
        maxLength={100}
        value={values.kind}
        onChange={(event) => onChange({ kind: event.currentTarget.value })}
      />
      <Select
        label={t("event.phase")}
        data={PHASES.map((value) => ({ value, label: t.code("phase", value) }))}
        value={values.phase}
        allowDeselect={false}
        onChange={(value) => onChange({ phase: oneOf(value, PHASES) ?? "BASELINE" })}
      />
      <ReasonField
        value={values.reason}
        isMissing={isTried}
        onChange={(reason) => onChange({ reason })}
      />
    </Stack>
  );
}
