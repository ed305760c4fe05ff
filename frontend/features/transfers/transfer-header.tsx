"use client";

import { Alert, Anchor, Button, Group, Title } from "@mantine/core";
import { IconAlertTriangle, IconChevronLeft, IconFileTypePdf } from "@tabler/icons-react";
import Link from "next/link";
import { Facts, type Fact } from "@/components/facts";
import { WithNote } from "@/components/with-note";
import type { TransferDetail } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { Arrival } from "./columns";
import { waybillHref } from "./queries";
import { StepButtons } from "./step-buttons";
import { TransferBadge } from "./transfer-badge";
import classes from "./transfers.module.css";

export function TransferHeader({ transfer }: { transfer: TransferDetail }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <header className={classes.header}>
      <Anchor component={Link} href="/transfers" size="sm" className={classes.back}>
        <IconChevronLeft size={15} aria-hidden="true" />
        {t("nav.transfers")}
      </Anchor>
      <Group justify="space-between" align="center" mb="sm" gap="sm">
        <Group gap="sm" align="center">
          <Title order={1}>{transfer.transfer_no}</Title>
          <TransferBadge status={transfer.status} />
        </Group>
        <Group gap="xs">
          {transfer.waybill_no !== null && (
            <Button
              component="a"
              href={waybillHref(transfer.id)}
              target="_blank"
              variant="default"
              leftSection={<IconFileTypePdf size={16} stroke={1.6} aria-hidden="true" />}
            >
              {t("transfer.waybill")}
            </Button>
          )}
          <StepButtons transfer={transfer} />
        </Group>
      </Group>
      {transfer.needs_investigation && (
        <Alert color="vermilion" mb="sm" icon={<IconAlertTriangle size={18} />}>
          {t("transfer.investigate.text")}
        </Alert>
      )}
      <Facts isWide facts={factsOf(transfer, t, format)} />
    </header>
  );
}

function factsOf(transfer: TransferDetail, t: Translate, format: Format): Fact[] {
  return [
    { label: t("transfer.from"), value: transfer.from_site_name },
    { label: t("transfer.to"), value: transfer.to_site_name },
    { label: t("transfer.list"), value: <ListLink transfer={transfer} /> },
    { label: t("transfer.event"), value: transfer.event_code ?? ABSENT },
    {
      label: t("transfer.expected"),
      value: <Arrival transfer={transfer} t={t} format={format} />,
    },
    ...peopleOf(transfer, t, format),
    { label: t("transfer.note"), value: transfer.notes ?? ABSENT },
  ];
}

function ListLink({ transfer }: { transfer: TransferDetail }) {
  if (transfer.needs_list_id === null) return ABSENT;
  return (
    <Anchor component={Link} href={`/needs-lists/${transfer.needs_list_id}`} inherit>
      {transfer.needs_list_no}
    </Anchor>
  );
}

/** Who did what when; a step that nobody has taken is left out. */
function peopleOf(transfer: TransferDetail, t: Translate, format: Format): Fact[] {
  const taken: [label: string, at: string | null, by: string | null, note?: string | null][] = [
    [t("transfer.created"), transfer.created_at, transfer.created_by],
    [t("transfer.submitted"), transfer.submitted_at, transfer.submitted_by],
    [t("transfer.approved"), transfer.approved_at, transfer.approved_by],
    [t("transfer.dispatched"), transfer.dispatched_at, transfer.dispatched_by],
    [t("transfer.departed"), transfer.departed_at, null],
    [t("transfer.received"), transfer.received_at, transfer.received_by],
    [
      t("transfer.reconciled"),
      transfer.reconciled_at,
      transfer.reconciled_by ?? t("transfer.by-itself"),
    ],
    [t("transfer.ended"), transfer.ended_at, transfer.ended_by, transfer.end_reason],
  ];
  return taken
    .filter(([, at]) => at !== null)
    .map(([label, at, by, note]) => ({
      label,
      value: (
        <WithNote note={by}>{[format.instant(at), note].filter(Boolean).join(" · ")}</WithNote>
      ),
    }));
}
