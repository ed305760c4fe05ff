"use client";

import {
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Switch,
  Textarea,
  TextInput,
} from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import type { ApprovalPolicy } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useTranslate } from "@/lib/i18n/provider";
import { POLICIES } from "./keys";
import { draftOf, formOf, missingFields, type PolicyField, type PolicyForm } from "./policy-form";
import { changePolicy, createPolicy } from "./queries";

type Props = { policy: ApprovalPolicy | null; onClose: () => void };

const HORIZONS = ["A", "B", "C"] as const;
const PHASES = ["SURGE", "STABILIZED", "BASELINE"] as const;
/** Who can decide at all; the API knows other roles too, and refuses none that exists. */
const ROLES = ["LOGISTICS_MANAGER", "APPROVER", "ADMIN"];

/** A new tier, or a change of one. */
export function PolicyDialog({ policy, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(POLICIES);
  const [form, setForm] = useState(() => formOf(policy));
  const [missing, setMissing] = useState<PolicyField[]>([]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  async function save() {
    const found = missingFields(form);
    setMissing(found);
    if (found.length > 0) return;
    setBusy(true);
    setFailure(null);
    try {
      const { horizon, ...change } = draftOf(form);
      if (policy) await changePolicy(policy.id, policy.version, change);
      else await createPolicy({ ...change, horizon });
      notifications.show({ message: t("policy.saved") });
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
      title={policy ? t("policy.edit.title", { name: policy.name }) : t("policy.new")}
      confirm={t("policy.save")}
      busy={busy}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <Fields form={form} isNew={policy === null} missing={missing} onChange={setForm} />
      <Failure error={failure} />
    </ConfirmDialog>
  );
}

type FieldsProps = {
  form: PolicyForm;
  isNew: boolean;
  missing: readonly PolicyField[];
  onChange: (form: PolicyForm) => void;
};

function Fields(props: FieldsProps) {
  const { form, isNew, missing, onChange } = props;
  const t = useTranslate();
  const errorOf = (field: PolicyField) =>
    missing.includes(field) ? t("policy.required") : undefined;
  return (
    <>
      <TextInput
        label={t("policy.name")}
        required
        maxLength={100}
        value={form.name}
        error={errorOf("name")}
        onChange={(event) => onChange({ ...form, name: event.currentTarget.value })}
      />
      <Select
        label={t("policy.horizon")}
        disabled={!isNew}
        allowDeselect={false}
        data={HORIZONS.map((value) => ({ value, label: t.code("horizon", value) }))}
        value={form.horizon}
        onChange={(value) => onChange({ ...form, horizon: value as PolicyForm["horizon"] })}
      />
      <Where form={form} onChange={onChange} />
      <MultiSelect
        label={t("policy.roles")}
        required
        data={[...new Set([...ROLES, ...form.roles])].map((value) => ({
          value,
          label: t.code("role", value),
        }))}
        value={form.roles}
        error={errorOf("roles")}
        onChange={(roles) => onChange({ ...form, roles })}
      />
      <Group grow align="flex-start">
        <NumberInput
          label={t("policy.limit")}
          required
          min={0}
          value={form.hours}
          error={errorOf("hours")}
          onChange={(value) => onChange({ ...form, hours: String(value) })}
        />
        <NumberInput
          label={t("policy.rank")}
          required
          min={1}
          allowDecimal={false}
          value={form.rank}
          error={errorOf("rank")}
          onChange={(value) => onChange({ ...form, rank: String(value) })}
        />
      </Group>
      <Switch
        label={t("policy.active")}
        checked={form.isActive}
        onChange={(event) => onChange({ ...form, isActive: event.currentTarget.checked })}
      />
      <Textarea
        label={t("policy.reason")}
        required
        maxLength={500}
        value={form.reason}
        error={errorOf("reason")}
        onChange={(event) => onChange({ ...form, reason: event.currentTarget.value })}
      />
    </>
  );
}

/** Which lists a tier speaks of: phase, category and value. */
function Where({ form, onChange }: Pick<FieldsProps, "form" | "onChange">) {
  const t = useTranslate();
  return (
    <>
      <Group grow align="flex-start">
        <Select
          label={t("policy.phase")}
          placeholder={t("policy.any-phase")}
          clearable
          clearButtonProps={{ "aria-label": t("policy.any-phase") }}
          data={PHASES.map((value) => ({ value, label: t.code("phase", value) }))}
          value={form.phase}
          onChange={(value) => onChange({ ...form, phase: value as PolicyForm["phase"] })}
        />
        <TextInput
          label={t("policy.scope")}
          placeholder={t("policy.any-scope")}
          maxLength={100}
          value={form.scope}
          onChange={(event) => onChange({ ...form, scope: event.currentTarget.value })}
        />
      </Group>
      <Group grow align="flex-start">
        <NumberInput
          label={t("policy.minimum")}
          min={0}
          value={form.minimum}
          onChange={(value) => onChange({ ...form, minimum: String(value) })}
        />
        <NumberInput
          label={t("policy.maximum")}
          min={0}
          value={form.maximum}
          onChange={(value) => onChange({ ...form, maximum: String(value) })}
        />
      </Group>
    </>
  );
}
