"use client";

import { Select, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import type { TransferDetail, TransferLineLots, TransferLots } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import classes from "./transfers.module.css";
import { useTransferSave } from "./use-transfer-save";
import { addsUp, startWish, wishedLots, type Wish } from "./wish";

const REASONS = [
  "DAMAGED_PACKAGING",
  "QUALITY_HOLD",
  "NOT_ACCESSIBLE",
  "RECIPIENT_REQUIREMENT",
  "OTHER",
] as const;
type Reason = (typeof REASONS)[number];

type Props = { transfer: TransferDetail; lots: TransferLots; onClose: () => void };

/** Ask for other lots than those that expire first. It takes effect when a second person agrees. */
export function OverrideDialog({ transfer, lots, onClose }: Props) {
  const t = useTranslate();
  const saving = useTransferSave(transfer, onClose);
  const [wish, setWish] = useState(() => startWish(lots));
  const [reason, setReason] = useState<Reason | null>(null);
  const [note, setNote] = useState("");
  const [wasTried, setTried] = useState(false);

  function confirm() {
    setTried(true);
    const isReady = reason !== null && note.trim() && lots.data.every((line) => addsUp(line, wish));
    if (!isReady) return;
    const said = { reason_code: reason, note: note.trim(), lots: wishedLots(lots, wish) };
    void saving.run({ override: { action: "request", ...said } });
  }

  return (
    <ConfirmDialog
      opened
      title={t("transfer.override.ask")}
      text={t("transfer.override.text")}
      confirm={t("transfer.override.send")}
      busy={saving.busy}
      onConfirm={confirm}
      onClose={onClose}
    >
      {lots.data.map((line) => (
        <LineWish
          key={line.line_id}
          line={line}
          wish={wish}
          onChange={(lot, typed) =>
            setWish({ ...wish, [line.line_id]: { ...wish[line.line_id], [lot]: typed } })
          }
        />
      ))}
      <Select
        label={t("transfer.reason")}
        required
        data={REASONS.map((code) => ({ value: code, label: t.code("override-reason", code) }))}
        value={reason}
        error={wasTried && reason === null ? t("login.required") : undefined}
        onChange={(code) => setReason(REASONS.find((known) => known === code) ?? null)}
      />
      <Textarea
        label={t("transfer.why")}
        required
        autosize
        minRows={2}
        maxLength={1000}
        value={note}
        error={wasTried && !note.trim() ? t("login.required") : undefined}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Failure text={saving.failure} />
    </ConfirmDialog>
  );
}

type LineProps = {
  line: TransferLineLots;
  wish: Wish;
  onChange: (lot: number, typed: string) => void;
};

function LineWish({ line, wish, onChange }: LineProps) {
  const t = useTranslate();
  const format = useFormat();
  const total = `${format.number(line.quantity, 4)} ${line.unit}`;
  return (
    <section className={classes.line} aria-label={line.item_name}>
      <Title order={3}>{line.item_name}</Title>
      {line.lots
        .filter((lot) => !lot.is_expired)
        .map((lot) => (
          <TextInput
            key={lot.lot_id ?? 0}
            inputMode="decimal"
            label={lot.lot_number ?? t("transfer.no-lot")}
            description={t("transfer.lot.there", {
              quantity: format.number(lot.on_hand, 4),
              day: format.date(lot.expires_on),
            })}
            value={wish[line.line_id]?.[lot.lot_id ?? 0] ?? ""}
            onChange={(event) => onChange(lot.lot_id ?? 0, event.currentTarget.value)}
          />
        ))}
      <Text size="sm" role="status" c={addsUp(line, wish) ? "dimmed" : "var(--qm-critical)"}>
        {t("transfer.lots.total", { quantity: total })}
      </Text>
    </section>
  );
}
