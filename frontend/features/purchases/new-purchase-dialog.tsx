"use client";

import { Select, Stack } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { EventSelect } from "@/components/event-select";
import { Failure } from "@/components/failure";
import { emptyLine } from "@/components/item-lines";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { newKey } from "@/lib/idempotency";
import { useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { useDeed } from "@/lib/use-deed";
import { PurchaseFields, type PurchaseValues } from "./purchase-fields";
import { areComplete, toSend } from "./purchase-form";
import { createPurchase, PURCHASES } from "./queries";

type Props = { suppliers: readonly Option[]; sites: readonly Option[]; onClose: () => void };

const NOTHING: PurchaseValues = {
  supplier: null,
  method: "SINGLE_SOURCE",
  notes: "",
  lines: [emptyLine(1)],
};

export function NewPurchaseDialog({ suppliers, sites, onClose }: Props) {
  const t = useTranslate();
  const router = useRouter();
  const revalidate = useRevalidate(PURCHASES);
  const deed = useDeed();
  const [key] = useState(newKey);
  const [site, setSite] = useState<string | null>(null);
  const [event, setEvent] = useState<string | null>(null);
  const [values, setValues] = useState(NOTHING);
  const [isChecked, setChecked] = useState(false);
  const isComplete = areComplete(values.lines);

  async function create() {
    setChecked(true);
    if (site === null || !isComplete) return;
    await deed.run(async () => {
      const draft = {
        ...toSend(values),
        site_id: Number(site),
        event_id: event === null ? null : Number(event),
      };
      const made = await createPurchase(draft, key);
      await revalidate();
      router.push(`/procurement/${made.id}`);
    });
  }

  return (
    <ConfirmDialog
      opened
      size="xl"
      title={t("purchase.new")}
      text={t("purchase.new.text")}
      confirm={t("purchase.create")}
      busy={deed.busy}
      onConfirm={() => void create()}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Select
          label={t("purchase.site")}
          data={[...sites]}
          value={site}
          searchable
          error={isChecked && site === null ? t("login.required") : null}
          onChange={setSite}
        />
        <EventSelect value={event} onChange={setEvent} />
        <PurchaseFields suppliers={suppliers} values={values} onChange={setValues} />
        <Failure
          text={isChecked && !isComplete ? t("lines.incomplete") : null}
          error={deed.error}
        />
      </Stack>
    </ConfirmDialog>
  );
}
