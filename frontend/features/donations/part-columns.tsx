import { Anchor, Button, UnstyledButton } from "@mantine/core";
import Link from "next/link";
import { NamedLink } from "@/components/named-link";
import type { SimpleColumn } from "@/components/simple-table";
import { WithNote } from "@/components/with-note";
import type { DonationDetail, DonationLine, Intake } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import { IntakeBadge } from "./donation-badge";

type Allocation = DonationDetail["allocations"][number];

export function lineColumns(t: Translate, format: Format): SimpleColumn<DonationLine>[] {
  const amount = (label: string, of: (line: DonationLine) => string) => ({
    label,
    align: "end" as const,
    render: (line: DonationLine) => format.number(of(line), 4),
  });
  return [
    {
      label: t("lines.item"),
      isTitle: true,
      render: ({ item_id: id, item_name: name, sku }) => (
        <NamedLink href={`/materials/${id}`} name={name} code={sku} />
      ),
    },
    amount(t("donation.given"), (line) => line.quantity),
    amount(t("donation.allocated"), (line) => line.allocated_quantity),
    amount(t("donation.received"), (line) => line.received_quantity),
    amount(t("donation.free"), (line) => line.free_quantity),
    { label: t("item.unit"), render: ({ unit }) => unit },
  ];
}

/** What a list plans ends with the list; only what somebody gave by hand can be taken back. */
export function allocationColumns(
  t: Translate,
  format: Format,
  onTakeBack: ((allocation: Allocation) => void) | null,
): SimpleColumn<Allocation>[] {
  const columns: SimpleColumn<Allocation>[] = [
    {
      label: t("donation.allocation.list"),
      isTitle: true,
      render: ({ needs_list_id: id, needs_list_no: number }) => (
        <Anchor component={Link} prefetch={false} href={`/needs-lists/${id}`} inherit>
          {number}
        </Anchor>
      ),
    },
    { label: t("donation.allocation.item"), render: ({ sku }) => sku },
    { label: t("donation.allocation.site"), render: ({ site_code: code }) => code },
    {
      label: t("donation.allocation.quantity"),
      align: "end",
      render: ({ quantity }) => format.number(quantity, 4),
    },
    {
      label: t("donation.received"),
      align: "end",
      render: ({ received_quantity: received }) => format.number(received, 4),
    },
    {
      label: t("donation.status"),
      render: ({ status }) => t.code("allocation-status", status),
    },
    {
      label: t("donation.allocation.by"),
      render: ({ allocated_by: by, reason }) =>
        reason === null ? (
          t("donation.allocation.planned")
        ) : (
          <WithNote note={reason}>{by ?? ABSENT}</WithNote>
        ),
    },
  ];
  if (onTakeBack === null) return columns;
  const isHeldByHand = ({ reason, status }: Allocation) => reason !== null && status === "HELD";
  const button: SimpleColumn<Allocation> = {
    label: "",
    align: "end",
    render: (allocation) =>
      isHeldByHand(allocation) && (
        <Button size="compact-xs" variant="default" onClick={() => onTakeBack(allocation)}>
          {t("donation.take-back")}
        </Button>
      ),
  };
  return [...columns, button];
}

export function intakeColumns(
  t: Translate,
  format: Format,
  onShow: (intake: Intake) => void,
): SimpleColumn<Intake>[] {
  return [
    {
      label: t("intake.number"),
      isTitle: true,
      render: (intake) => (
        <UnstyledButton
          fz="inherit"
          c="var(--mantine-color-anchor)"
          aria-label={t("intake.show", { number: intake.intake_no })}
          onClick={() => onShow(intake)}
        >
          {intake.intake_no}
        </UnstyledButton>
      ),
    },
    { label: t("intake.status"), render: ({ status }) => <IntakeBadge status={status} /> },
    { label: t("intake.site"), render: ({ site_name: name }) => name },
    { label: t("intake.arrived"), render: ({ arrived_at: at }) => format.date(at) },
    { label: t("intake.by"), render: ({ created_by: name }) => name ?? ABSENT },
    { label: t("intake.verified-by"), render: ({ verified_by: name }) => name ?? ABSENT },
  ];
}
