"use client";

import { NumberInput, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import { explainError } from "@/lib/api/problem";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useTranslate } from "@/lib/i18n/provider";
import { newKey } from "@/lib/idempotency";
import type { Option } from "@/lib/options";
import { draftOf, EMPTY, REASONS, type Values } from "./draft";
import { OVERRIDES } from "./keys";
import { makeOverride, useItemSearch } from "./queries";

type Props = { sites: readonly Option[]; onClose: () => void };

/** Change a forecast or an order, and say why. */
export function OverrideDialog({ sites, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(OVERRIDES);
  const [values, setValues] = useState<Values>(EMPTY);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [key] = useState(newKey);
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }));

  async function save() {
    const draft = draftOf(values);
    if (!draft) return setProblem(t("override.incomplete"));
    setBusy(true);
    try {
      await makeOverride(draft, key);
      notifications.show({ message: t("override.made") });
      await revalidate();
      onClose();
    } catch (error) {
      setProblem(explainError(error, t));
    } finally {
      setBusy(false);
    }
  }

  return (
    <ConfirmDialog
      opened
      title={t("override.make")}
      text={t.code("override-kind-note", values.kind)}
      confirm={t("common.save")}
      busy={busy}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label={t("override.kind")}
        value={values.kind}
        onChange={(kind) => set({ kind: kind as Values["kind"] })}
        data={(["FORECAST", "ORDER"] as const).map((value) => ({
          value,
          label: t.code("override-kind", value),
        }))}
      />
      <Fields values={values} sites={sites} set={set} />
      <Failure text={problem} />
    </ConfirmDialog>
  );
}

type FieldsProps = {
  values: Values;
  sites: readonly Option[];
  set: (change: Partial<Values>) => void;
};

function Fields({ values, sites, set }: FieldsProps) {
  const t = useTranslate();
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, 250);
  const items = useItemSearch(asked).data?.data ?? [];
  const days = [
    ["firstDay", t("override.first-day")],
    ["lastDay", t("override.last-day")],
  ] as const;
  return (
    <>
      <Select
        label={t("override.item")}
        required
        searchable
        data={items.map((item) => ({ value: String(item.id), label: `${item.sku} ${item.name}` }))}
        filter={({ options }) => options}
        onSearchChange={setSearch}
        value={values.itemId}
        onChange={(itemId) => set({ itemId })}
      />
      <Select
        label={t("override.site")}
        required
        data={[...sites]}
        value={values.siteId}
        onChange={(siteId) => set({ siteId })}
      />
      {values.kind === "FORECAST" &&
        days.map(([name, label]) => (
          <TextInput
            key={name}
            type="date"
            label={label}
            required
            value={values[name]}
            onChange={(event) => set({ [name]: event.currentTarget.value })}
          />
        ))}
      <NumberInput
        label={t("override.planner")}
        required
        min={0}
        value={values.quantity}
        onChange={(quantity) => set({ quantity })}
      />
      <Select
        label={t("override.reason")}
        required
        data={REASONS.map((value) => ({ value, label: t.code("override-reason", value) }))}
        value={values.reasonCode}
        onChange={(code) => set({ reasonCode: REASONS.find((value) => value === code) ?? null })}
      />
      <TextInput
        label={t("override.why")}
        required
        maxLength={500}
        value={values.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
      <TextInput
        label={t("override.team")}
        required
        maxLength={60}
        value={values.team}
        onChange={(event) => set({ team: event.currentTarget.value })}
      />
    </>
  );
}
