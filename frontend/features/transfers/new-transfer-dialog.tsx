"use client";

import { ActionIcon, Button, Select, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Failure } from "@/components/failure";
import { explainError } from "@/lib/api/problem";
import type { NewTransfer } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { newKey } from "@/lib/idempotency";
import { useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { EventSelect } from "@/components/event-select";
import { ItemSelect, type ChosenItem } from "./item-select";
import { createTransfer, TRANSFERS } from "./queries";
import classes from "./transfers.module.css";
import { amount, exact } from "./variance";

type Line = { key: string; item: ChosenItem | null; quantity: string };

const emptyLine = (): Line => ({ key: newKey(), item: null, quantity: "" });
const isFilled = ({ item, quantity }: Line) => item !== null && (amount(quantity) ?? 0) > 0;

function useDraft(onClose: () => void) {
  const router = useRouter();
  const t = useTranslate();
  const revalidate = useRevalidate(TRANSFERS);
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function send(draft: NewTransfer) {
    setBusy(true);
    setFailure(null);
    try {
      const created = await createTransfer(key, draft);
      await revalidate();
      onClose();
      router.push(`/transfers/${created.id}`);
    } catch (error) {
      setFailure(explainError(error, t));
    } finally {
      setBusy(false);
    }
  }
  return { send, busy, failure };
}

type Props = { sites: readonly Option[]; onClose: () => void };

export function NewTransferDialog({ sites, onClose }: Props) {
  const t = useTranslate();
  const draft = useDraft(onClose);
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [event, setEvent] = useState<string | null>(null);
  const [lines, setLines] = useState<Line[]>(() => [emptyLine()]);
  const [notes, setNotes] = useState("");
  const [wasTried, setTried] = useState(false);
  const missing = (isMissing: boolean) => (wasTried && isMissing ? t("login.required") : undefined);

  function confirm() {
    setTried(true);
    if (from === null || to === null || !lines.every(isFilled)) return;
    void draft.send({
      from_site_id: Number(from),
      to_site_id: Number(to),
      event_id: event === null ? null : Number(event),
      expected_arrival: null,
      notes: notes.trim() || null,
      lines: lines.flatMap(({ item, quantity }) =>
        item ? [{ item_id: item.id, quantity: exact(quantity) }] : [],
      ),
    });
  }

  return (
    <ConfirmDialog
      opened
      title={t("transfer.new")}
      text={t("transfer.new.text")}
      confirm={t("transfer.create")}
      busy={draft.busy}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Select
        label={t("transfer.from")}
        searchable
        data={sites.filter(({ value }) => value !== to)}
        value={from}
        error={missing(from === null)}
        onChange={setFrom}
      />
      <Select
        label={t("transfer.to")}
        searchable
        data={sites.filter(({ value }) => value !== from)}
        value={to}
        error={missing(to === null)}
        onChange={setTo}
      />
      <EventSelect value={event} onChange={setEvent} />
      <Lines lines={lines} missing={missing} onChange={setLines} />
      <Textarea
        label={t("transfer.note")}
        autosize
        maxLength={1000}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
      <Failure text={draft.failure} />
    </ConfirmDialog>
  );
}

type LinesProps = {
  lines: Line[];
  missing: (isMissing: boolean) => string | undefined;
  onChange: (lines: Line[]) => void;
};

function Lines({ lines, missing, onChange }: LinesProps) {
  const t = useTranslate();
  const set = (key: string, part: Partial<Line>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  return (
    <>
      {lines.map((line) => (
        <div key={line.key} className={classes.newLine}>
          <div className={classes.item}>
            <ItemSelect
              chosen={line.item}
              error={missing(line.item === null)}
              onChoose={(item) => set(line.key, { item })}
            />
          </div>
          <TextInput
            w={110}
            inputMode="decimal"
            label={t("transfer.quantity")}
            value={line.quantity}
            error={missing((amount(line.quantity) ?? 0) <= 0)}
            onChange={(event) => set(line.key, { quantity: event.currentTarget.value })}
          />
          {lines.length > 1 && (
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={t("transfer.line.remove")}
              onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
            >
              <IconX size={16} aria-hidden="true" />
            </ActionIcon>
          )}
        </div>
      ))}
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={() => onChange([...lines, emptyLine()])}
      >
        {t("transfer.line.add")}
      </Button>
    </>
  );
}
