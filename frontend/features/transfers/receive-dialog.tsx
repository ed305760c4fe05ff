"use client";

import { Button, Group, Modal, Skeleton, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { ErrorState } from "@/components/error-state";
import { Failure } from "@/components/failure";
import type { TransferDetail, TransferLine } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import { CountLine } from "./count-line";
import { isComplete, receivedBody, startCount } from "./count";
import { useTransferLines } from "./queries";
import { useTransferSave } from "./use-transfer-save";

type Props = { transfer: TransferDetail; onClose: () => void };

/** Count a consignment in, lot by lot; what is missing asks for its reason as it is typed. */
export function ReceiveDialog({ transfer, onClose }: Props) {
  const t = useTranslate();
  const { data, error, mutate } = useTransferLines(transfer.id);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`${t("transfer-action.receive")} · ${transfer.transfer_no}`}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {error && !data ? <ErrorState error={error} onRetry={() => void mutate()} /> : null}
      {!error && !data && <Skeleton height={240} />}
      {data && (
        <CountForm
          transfer={transfer}
          lines={data.data.filter((line) => line.lots.length > 0)}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

type FormProps = Props & { lines: readonly TransferLine[] };

function CountForm({ transfer, lines, onClose }: FormProps) {
  const t = useTranslate();
  const saving = useTransferSave(transfer, onClose);
  const [count, setCount] = useState(() => startCount(lines));
  const [note, setNote] = useState("");
  const [wasTried, setTried] = useState(false);

  function confirm() {
    setTried(true);
    const isReady = lines.every((line) => {
      const counted = count[line.id];
      return counted !== undefined && isComplete(line, counted);
    });
    if (!isReady) return;
    const received = receivedBody(lines, count);
    const step = { action: "receive" as const, note: note.trim() || null, received };
    void saving.run({ step: { ...step, dispatched: null, expected_arrival: null } });
  }

  return (
    <Stack gap="md">
      <Text size="sm">{t("transfer.receive.text")}</Text>
      {lines.map((line) => {
        const counted = count[line.id];
        return counted === undefined ? null : (
          <CountLine
            key={line.id}
            line={line}
            counted={counted}
            wasTried={wasTried}
            onChange={(next) => setCount({ ...count, [line.id]: next })}
          />
        );
      })}
      <Textarea
        label={t("transfer.note")}
        autosize
        minRows={2}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Failure text={saving.failure} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button loading={saving.busy} onClick={confirm}>
          {t("transfer-action.receive")}
        </Button>
      </Group>
    </Stack>
  );
}
