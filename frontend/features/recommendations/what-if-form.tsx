"use client";

import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Failure } from "@/components/failure";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import { explainError } from "@/lib/api/problem";
import type { OrderPreview } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useMay } from "@/lib/permissions";
import { previewOrder } from "./queries";
import { difference, draftOf, EMPTY, type Figure, numeric, type Values } from "./what-if";

type Props = { itemId: number; siteId: number };
type Row = { name: string; before: string; after: string; change: string };

/** Try the order with another service level, lead time or minimum; nothing is saved. */
export function WhatIf({ itemId, siteId }: Props) {
  const t = useTranslate();
  const may = useMay("recommendations:recommendation:decide");
  const [values, setValues] = useState<Values>(EMPTY);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [shown, setShown] = useState<OrderPreview | null>(null);
  if (!may) return null;

  async function work() {
    setBusy(true);
    setProblem(null);
    try {
      setShown(await previewOrder(draftOf(itemId, siteId, values)));
    } catch (error) {
      setProblem(explainError(error, t));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t("what-if.hint")}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void work();
        }}
      >
        <Fields
          values={values}
          set={(change) => setValues((before) => ({ ...before, ...change }))}
        />
        <Button type="submit" size="xs" variant="default" mt="sm" loading={busy}>
          {t("what-if.work")}
        </Button>
      </form>
      <Failure text={problem} />
      {shown && <Compared preview={shown} />}
    </Stack>
  );
}

type FieldsProps = { values: Values; set: (change: Partial<Values>) => void };

function Fields({ values, set }: FieldsProps) {
  const t = useTranslate();
  const same = t("what-if.same");
  return (
    <Group gap="sm" align="end" grow preventGrowOverflow={false}>
      <NumberInput
        label={t("what-if.level")}
        placeholder={same}
        min={50}
        max={99.9}
        decimalScale={1}
        value={values.level}
        onChange={(level) => set({ level })}
      />
      <NumberInput
        label={t("what-if.lead-time")}
        placeholder={same}
        min={0}
        max={1095}
        value={values.leadTime}
        onChange={(leadTime) => set({ leadTime })}
      />
      <NumberInput
        label={t("what-if.minimum")}
        placeholder={same}
        min={0}
        value={values.minimum}
        onChange={(minimum) => set({ minimum })}
      />
    </Group>
  );
}

function Compared({ preview }: { preview: OrderPreview }) {
  const t = useTranslate();
  const format = useFormat();
  const doubts = preview.preview.reasons.filter((code) => !preview.planned.reasons.includes(code));
  return (
    <div aria-live="polite">
      <SimpleTable
        label={t("what-if.title")}
        columns={columns(t)}
        rows={rowsOf(preview, t, format)}
        keyOf={(row) => row.name}
      />
      {doubts.map((code) => (
        <Text key={code} size="xs" c="dimmed" mt="xs">
          {t.code("reason", code)}
        </Text>
      ))}
    </div>
  );
}

function columns(t: Translate): SimpleColumn<Row>[] {
  return [
    { label: t("what-if.figure"), render: (row) => row.name, isTitle: true },
    { label: t("what-if.planned"), render: (row) => row.before, align: "end" },
    { label: t("what-if.tried"), render: (row) => row.after, align: "end" },
    { label: t("what-if.change"), render: (row) => row.change, align: "end" },
  ];
}

function rowsOf({ planned, preview }: OrderPreview, t: Translate, format: Format): Row[] {
  const number = (value: number | null) => format.number(value, 1);
  const row = (name: string, before: Figure, after: Figure, written = number): Row => {
    const change = difference(before, after);
    const sign = change !== null && change > 0 ? "+" : "";
    return {
      name,
      before: written(numeric(before)),
      after: written(numeric(after)),
      change: `${sign}${written(change)}`,
    };
  };
  return [
    row(t("advice.quantity"), planned.quantity, preview.quantity),
    row(t("advice.value"), planned.value, preview.value, format.money),
    row(t("term.order_up_to"), planned.order_up_to, preview.order_up_to),
    row(t("term.safety_stock"), planned.safety_stock, preview.safety_stock),
    row(t("term.expected_lost"), planned.expected_lost, preview.expected_lost),
  ];
}
