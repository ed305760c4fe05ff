"use client";

import { Button, Drawer, Group, Skeleton, Stack, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ErrorState } from "@/components/error-state";
import { Facts } from "@/components/facts";
import { Failure } from "@/components/failure";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import type { IntakeDetail, IntakeStep } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { ABSENT, type Format } from "@/lib/format";
import { newKey } from "@/lib/idempotency";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useDeed } from "@/lib/use-deed";
import { IntakeBadge } from "./donation-badge";
import { DONATIONS, INTAKES, stepIntake, useIntake } from "./queries";

type Props = { id: number; number: string; onClose: () => void };

/** One arrival: what was counted, by whom, and what its reader may do about it. */
export function IntakeDrawer({ id, number, onClose }: Props) {
  const t = useTranslate();
  const { data, error, mutate } = useIntake(id);
  return (
    <Drawer
      opened
      onClose={onClose}
      title={number}
      position="right"
      size="xl"
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {error !== undefined && !data ? (
        <ErrorState error={error} onRetry={() => void mutate()} />
      ) : data ? (
        <Content intake={data} onClose={onClose} />
      ) : (
        <Skeleton height={240} />
      )}
    </Drawer>
  );
}

type Action = IntakeStep["action"];
type Line = IntakeDetail["lines"][number];

function Content({ intake, onClose }: { intake: IntakeDetail; onClose: () => void }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Stack gap="md">
      <Facts
        facts={[
          { label: t("intake.status"), value: <IntakeBadge status={intake.status} /> },
          { label: t("intake.site"), value: intake.site_name },
          { label: t("intake.arrived"), value: format.date(intake.arrived_at) },
          { label: t("intake.by"), value: intake.created_by ?? ABSENT },
          { label: t("intake.verified-by"), value: intake.verified_by ?? ABSENT },
          ...(intake.receipt_no ? [{ label: t("intake.receipt"), value: intake.receipt_no }] : []),
          ...(intake.notes ? [{ label: t("intake.notes"), value: intake.notes }] : []),
        ]}
      />
      <SimpleTable
        label={t("intake.counted")}
        columns={lineColumns(t, format)}
        rows={intake.lines}
        keyOf={({ id }) => id}
      />
      <Steps intake={intake} onClose={onClose} />
    </Stack>
  );
}

function Steps({ intake, onClose }: { intake: IntakeDetail; onClose: () => void }) {
  const t = useTranslate();
  const [revalidateIntakes, revalidateDonations] = [
    useRevalidate(INTAKES),
    useRevalidate(DONATIONS),
  ];
  const deed = useDeed();
  const [key] = useState(newKey);
  const [reason, setReason] = useState<string | null>(null);

  async function act(action: Action) {
    const note = action === "cancel" ? (reason ?? "").trim() : null;
    const isDone = await deed.run(() =>
      stepIntake(intake.id, intake.version, { action, note }, `${key}-${action}`),
    );
    await Promise.all([revalidateIntakes(), revalidateDonations()]);
    if (!isDone) return;
    notifications.show({ message: t(`intake.done.${action}`, { number: intake.intake_no }) });
    onClose();
  }

  const main = intake.actions.find((action) => action !== "cancel") as Action | undefined;
  const mayCancel = intake.actions.includes("cancel");
  return (
    <Stack gap="sm">
      {reason !== null && (
        <Textarea
          label={t("intake.reason")}
          description={t("intake.cancel.text")}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <Failure error={deed.error} />
      <Group justify="flex-end" gap="xs">
        {mayCancel && (
          <Button
            variant="default"
            disabled={reason !== null && !reason.trim()}
            onClick={() => (reason === null ? setReason("") : void act("cancel"))}
          >
            {t("intake.cancel")}
          </Button>
        )}
        {main && reason === null && (
          <Button loading={deed.busy} onClick={() => void act(main)}>
            {t(`intake.${main}`)}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function lineColumns(t: Translate, format: Format): SimpleColumn<Line>[] {
  const amount = (label: string, of: (line: Line) => string) => ({
    label,
    align: "end" as const,
    render: (line: Line) => format.number(of(line), 4),
  });
  return [
    { label: t("lines.item"), isTitle: true, render: ({ item_name: name }) => name },
    amount(t("intake.counted"), (line) => line.counted_quantity),
    amount(t("intake.defective"), (line) => line.defective_quantity),
    amount(t("intake.expired"), (line) => line.expired_quantity),
    amount(t("intake.usable"), (line) => line.usable_quantity),
    { label: t("intake.lot"), render: ({ lot_number: lot }) => lot ?? ABSENT },
    { label: t("intake.expires"), render: ({ expires_on: day }) => format.date(day) },
  ];
}
