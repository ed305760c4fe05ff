"use client";

import { Alert, Button, Group, Text, Textarea } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { Failure } from "@/components/failure";
import type { TransferDetail } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import { useTransferSave } from "./use-transfer-save";

/** Who asked for other lots and why; a second person decides on it here. */
export function OverrideNotice({ transfer }: { transfer: TransferDetail }) {
  const t = useTranslate();
  const wish = transfer.override;
  if (wish === null) return null;
  const isOpen = transfer.has_open_override;
  return (
    <Alert
      color={isOpen ? "amber" : "moss"}
      icon={isOpen ? <IconAlertTriangle size={18} /> : <IconCircleCheck size={18} />}
      title={t(isOpen ? "transfer.override.waits" : "transfer.override.allowed", {
        by: wish.requested_by ?? "",
        second: wish.approved_by ?? "",
      })}
    >
      <Text size="sm">
        {[wish.reason_code && t.code("override-reason", wish.reason_code), wish.note]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      {transfer.may_decide_override && <Decision transfer={transfer} />}
    </Alert>
  );
}

function Decision({ transfer }: { transfer: TransferDetail }) {
  const t = useTranslate();
  const [note, setNote] = useState("");
  const [isMissing, setMissing] = useState(false);
  const saving = useTransferSave(transfer, () => setNote(""));

  function decide(action: "approve" | "refuse") {
    const isEmpty = action === "refuse" && !note.trim();
    setMissing(isEmpty);
    if (isEmpty) return;
    const said = { note: note.trim() || null, reason_code: null, lots: null };
    void saving.run({ override: { action, ...said } });
  }

  return (
    <>
      <Textarea
        mt="xs"
        label={t("transfer.note")}
        description={t("transfer.override.note")}
        autosize
        maxLength={1000}
        value={note}
        error={isMissing ? t("login.required") : undefined}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Failure text={saving.failure} />
      <Group gap="xs" mt="xs">
        <Button size="xs" loading={saving.busy} onClick={() => decide("approve")}>
          {t("transfer.override.allow")}
        </Button>
        <Button size="xs" variant="default" loading={saving.busy} onClick={() => decide("refuse")}>
          {t("transfer.override.refuse")}
        </Button>
      </Group>
    </>
  );
}
