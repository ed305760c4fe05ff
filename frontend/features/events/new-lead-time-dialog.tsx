"use client";

import { NumberInput, Select, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { DayInput } from "@/components/day-input";
import { Failure } from "@/components/failure";
import type { LeadTimeDraft } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { today } from "@/lib/dates";
import { useTranslate } from "@/lib/i18n/provider";
import { oneOf, positiveId } from "@/lib/list-state";
import type { Option } from "@/lib/options";
import { HORIZONS } from "./filters";
import { createLeadTime, LEAD_TIMES } from "./queries";
import { ReasonField } from "./reason-field";

type Props = { sites: readonly Option[]; suppliers: readonly Option[]; onClose: () => void };

type Values = {
  horizon: (typeof HORIZONS)[number];
  from: string | null;
  to: string | null;
  supplier: string | null;
  hours: number | string;
  since: string | null;
  reason: string;
};

const EMPTY: Omit<Values, "since"> = {
  horizon: "A",
  from: null,
  to: null,
  supplier: null,
  hours: "",
  reason: "",
};

/** What the API takes; null while the way, the hours or the reason is missing. */
export function draftOf(values: Values): LeadTimeDraft | null {
  const isRoute = values.horizon === "A";
  const from = isRoute ? (positiveId(values.from) ?? null) : null;
  const to = positiveId(values.to) ?? null;
  const supplier = isRoute ? null : (positiveId(values.supplier) ?? null);
  const isNamed = isRoute ? from !== null && to !== null && from !== to : supplier !== null;
  if (!isNamed || !Number(values.hours) || values.since === null || !values.reason.trim()) {
    return null;
  }
  return {
    horizon: values.horizon,
    from_site_id: from,
    to_site_id: to,
    supplier_id: supplier,
    hours: values.hours,
    effective_from: values.since,
    effective_to: null,
    is_default: false,
    reason: values.reason,
  };
}

export function NewLeadTimeDialog({ sites, suppliers, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(LEAD_TIMES);
  const [values, setValues] = useState<Values>(() => ({ ...EMPTY, since: today() }));
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const draft = draftOf(values);

  async function create() {
    setTried(true);
    if (draft === null) return;
    setBusy(true);
    setFailure(null);
    try {
      await createLeadTime(draft);
      notifications.show({ message: t("lead-time.created") });
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
      title={t("lead-time.new")}
      confirm={t("lead-time.create")}
      busy={busy}
      onConfirm={() => void create()}
      onClose={onClose}
    >
      <LeadTimeFields
        sites={sites}
        suppliers={suppliers}
        values={values}
        isTried={isTried}
        onChange={(part) => setValues({ ...values, ...part })}
      />
      <Failure text={isTried && draft === null ? t("lead-time.missing") : null} />
      <Failure error={failure} />
    </ConfirmDialog>
  );
}

type FieldsProps = Omit<Props, "onClose"> & {
  values: Values;
  isTried: boolean;
  onChange: (part: Partial<Values>) => void;
};

function LeadTimeFields({ sites, suppliers, values, isTried, onChange }: FieldsProps) {
  const t = useTranslate();
  const isRoute = values.horizon === "A";
  const choose = (name: "from" | "to" | "supplier", label: string, data: readonly Option[]) => (
    <Select
      label={label}
      data={[...data]}
      value={values[name]}
      searchable
      clearable
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  return (
    <Stack gap="sm">
      <Select
        label={t("lead-time.horizon")}
        data={HORIZONS.map((value) => ({ value, label: t.code("horizon", value) }))}
        value={values.horizon}
        allowDeselect={false}
        onChange={(value) => onChange({ horizon: oneOf(value, HORIZONS) ?? "A" })}
      />
      {isRoute
        ? choose("from", t("lead-time.from"), sites)
        : choose("supplier", t("lead-time.supplier"), suppliers)}
      {choose("to", t("lead-time.to"), sites)}
      <NumberInput
        label={t("lead-time.hours-field")}
        min={0.25}
        max={87_600}
        decimalScale={2}
        required
        value={values.hours}
        onChange={(hours) => onChange({ hours })}
      />
      <DayInput
        label={t("lead-time.effective-from")}
        value={values.since}
        onChange={(since) => onChange({ since })}
      />
      <ReasonField
        value={values.reason}
        isMissing={isTried}
        onChange={(reason) => onChange({ reason })}
      />
    </Stack>
  );
}
