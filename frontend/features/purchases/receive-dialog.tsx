"use client";

import { Button, Fieldset, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { AmountInput } from "@/components/amount-input";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { DayInput } from "@/components/day-input";
import { Failure } from "@/components/failure";
import type { PurchaseDetail, PurchaseLine } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { fromUnits } from "@/lib/decimal";
import { newKey } from "@/lib/idempotency";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { useDeed } from "@/lib/use-deed";
import { PURCHASES, receivePurchase } from "./queries";
import { allOutstanding, countOf, leftOf, receiptOf, troubleOf, type Count } from "./receipt";

type Props = { purchase: PurchaseDetail; onClose: () => void };

export function ReceiveDialog({ purchase, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(PURCHASES);
  const deed = useDeed();
  const [key] = useState(newKey);
  const open = purchase.lines.filter((line) => line.status !== "RECEIVED");
  const [counts, setCounts] = useState(() => open.map((line) => countOf(line, line.id)));
  const [note, setNote] = useState("");
  const [isChecked, setChecked] = useState(false);
  const trouble = troubleOf(counts);

  async function receive() {
    setChecked(true);
    if (trouble !== null) return;
    const receipt = receiptOf(counts, note);
    const isDone = await deed.run(() =>
      receivePurchase(purchase.id, purchase.version, receipt, key),
    );
    await revalidate();
    if (!isDone) return;
    notifications.show({
      message: t("purchase.done.receive", { number: purchase.procurement_no }),
    });
    onClose();
  }

  return (
    <ConfirmDialog
      opened
      size="xl"
      title={t("purchase.receive")}
      text={t("purchase.receive.text")}
      confirm={t("purchase.receive.confirm")}
      busy={deed.busy}
      onConfirm={() => void receive()}
      onClose={onClose}
    >
      <Stack gap="md">
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          onClick={() => setCounts(allOutstanding(counts))}
        >
          {t("purchase.receive.all")}
        </Button>
        {open.map((line) => (
          <LineCounts key={line.id} line={line} counts={counts} onChange={setCounts} />
        ))}
        <Textarea
          label={t("purchase.note")}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Failure
          text={isChecked && trouble ? t(`purchase.trouble.${trouble}`) : null}
          error={deed.error}
        />
      </Stack>
    </ConfirmDialog>
  );
}

type LineProps = {
  line: PurchaseLine;
  counts: readonly Count[];
  onChange: (counts: Count[]) => void;
};

/** One line of the order: what is outstanding, what came lot by lot, and what is left then. */
function LineCounts({ line, counts, onChange }: LineProps) {
  const t = useTranslate();
  const format = useFormat();
  const own = counts.filter((count) => count.line.id === line.id);
  const left = leftOf(line, counts);
  const next = Math.max(...counts.map(({ key }) => key)) + 1;
  const words = { left: format.number(fromUnits(left < 0n ? -left : left), 4), unit: line.unit };
  return (
    <Fieldset legend={`${line.item_name} (${line.sku})`}>
      <Stack gap="xs">
        {own.map((count) => (
          <CountInputs
            key={count.key}
            count={count}
            onChange={(changed) =>
              onChange(counts.map((each) => (each.key === changed.key ? changed : each)))
            }
          />
        ))}
        <Group justify="space-between" gap="xs">
          <Text size="xs" c={left < 0n ? "var(--qm-critical)" : "dimmed"}>
            {t(left < 0n ? "purchase.over" : "purchase.left", words)}
          </Text>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={13} aria-hidden="true" />}
            onClick={() => onChange([...counts, countOf(line, next)])}
          >
            {t("lines.another-lot")}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

function CountInputs({ count, onChange }: { count: Count; onChange: (count: Count) => void }) {
  const t = useTranslate();
  return (
    <Group gap="xs" align="flex-end">
      <AmountInput
        label={t("purchase.usable")}
        value={count.quantity}
        width={110}
        onChange={(quantity) => onChange({ ...count, quantity })}
      />
      <AmountInput
        label={t("purchase.damaged")}
        value={count.damaged}
        width={110}
        onChange={(damaged) => onChange({ ...count, damaged })}
      />
      <TextInput
        label={t("purchase.lot")}
        w={140}
        value={count.lot}
        onChange={(event) => onChange({ ...count, lot: event.currentTarget.value })}
      />
      <DayInput
        label={t("purchase.expires")}
        width={150}
        value={count.expires}
        onChange={(expires) => onChange({ ...count, expires })}
      />
    </Group>
  );
}
