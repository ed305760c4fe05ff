"use client";

import { Checkbox, Select, Textarea } from "@mantine/core";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import { ApiError } from "@/lib/api/problem";
import type { NeedsListStep } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import {
  checkStep,
  EMPTY_FORM,
  RETURN_REASONS,
  rulesOf,
  stepOf,
  type PersonsAction,
  type StepErrors,
} from "./steps";

type Props = {
  action: PersonsAction;
  number: string;
  safe: number;
  all: number;
  isStale: boolean;
  isApproved: boolean;
  busy: boolean;
  error: unknown;
  onConfirm: (step: NeedsListStep) => void;
  onClose: () => void;
};

const NO_ERRORS: StepErrors = { code: false, note: false, stale: false };

export function StepDialog(props: Props) {
  const { action, number, safe, all } = props;
  const t = useTranslate();
  const [form, setForm] = useState(EMPTY_FORM);
  const [errors, setErrors] = useState(NO_ERRORS);
  const rules = rulesOf(action, props.isStale, props.isApproved);

  function confirm() {
    const found = checkStep(form, rules);
    setErrors(found);
    if (!found.code && !found.note && !found.stale) props.onConfirm(stepOf(action, form));
  }

  return (
    <ConfirmDialog
      opened
      title={t.code("step.title", action, { number })}
      text={t.code("step.text", action, { safe, all })}
      confirm={t.code("step", action)}
      isDangerous={action === "reject" || action === "cancel"}
      busy={props.busy}
      onConfirm={confirm}
      onClose={props.onClose}
    >
      {rules.asksCode && (
        <Select
          label={t("step.code")}
          required
          data-autofocus
          data={RETURN_REASONS.map((value) => ({ value, label: t.code("return-reason", value) }))}
          value={form.code}
          error={errors.code ? t("step.code-missing") : undefined}
          onChange={(code) => setForm({ ...form, code: code as typeof form.code })}
        />
      )}
      <Textarea
        label={t(rules.asksWhy ? "step.why" : "step.note")}
        rows={3}
        maxLength={2000}
        required={rules.asksWhy || form.code === "OTHER"}
        value={form.note}
        error={errors.note ? t("step.why-missing") : undefined}
        onChange={(event) => setForm({ ...form, note: event.currentTarget.value })}
      />
      {rules.asksStale && (
        <Checkbox
          label={t("step.stale")}
          checked={form.knowsStale}
          error={errors.stale ? t("step.stale-missing") : undefined}
          onChange={(event) => setForm({ ...form, knowsStale: event.currentTarget.checked })}
        />
      )}
      <Failure error={props.error} text={isOutdated(props.error) ? t("step.changed") : null} />
    </ConfirmDialog>
  );
}

function isOutdated(error: unknown): boolean {
  return error instanceof ApiError && error.status === 412;
}
