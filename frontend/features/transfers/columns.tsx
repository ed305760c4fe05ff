import { Anchor, Group, Text } from "@mantine/core";
import Link from "next/link";
import type { Column } from "@/components/data-table/columns";
import { Freshness } from "@/components/freshness";
import { NamedLink } from "@/components/named-link";
import type { Transfer } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import { TransferBadge, WaitingBadge } from "./transfer-badge";

export function transferColumns(t: Translate, format: Format): Column<Transfer>[] {
  return [
    {
      key: "number",
      label: t("transfer.number"),
      sort: "transfer_no",
      isTitle: true,
      render: (transfer) => (
        <NamedLink href={`/transfers/${transfer.id}`} name={transfer.transfer_no} />
      ),
    },
    {
      key: "status",
      label: t("transfer.status"),
      sort: "status",
      render: (transfer) => (
        <Group gap={4}>
          <TransferBadge status={transfer.status} />
          {transfer.needs_investigation && <WaitingBadge text={t("transfer.investigate")} />}
          {transfer.has_open_override && <WaitingBadge text={t("transfer.override.open")} />}
        </Group>
      ),
    },
    {
      key: "from",
      label: t("transfer.from"),
      sort: "from_site_name",
      render: (transfer) => transfer.from_site_name,
    },
    {
      key: "to",
      label: t("transfer.to"),
      sort: "to_site_name",
      render: (transfer) => transfer.to_site_name,
    },
    {
      key: "lines",
      label: t("transfer.items"),
      sort: "lines",
      align: "end",
      render: (transfer) => format.number(transfer.lines),
    },
    {
      key: "arrival",
      label: t("transfer.expected"),
      sort: "expected_arrival",
      render: (transfer) => <Arrival transfer={transfer} t={t} format={format} />,
    },
    ...originColumns(t, format),
  ];
}

type ArrivalProps = { transfer: Transfer; t: Translate; format: Format };

/** An arrival that nobody has named comes from the default of the route, and says so. */
export function Arrival({ transfer, t, format }: ArrivalProps) {
  if (transfer.expected_arrival === null) return ABSENT;
  return (
    <div>
      {format.instant(transfer.expected_arrival)}
      {transfer.is_arrival_estimated && (
        <Text span size="xs" c="dimmed" display="block">
          {t("transfer.estimated")}
        </Text>
      )}
    </div>
  );
}

function originColumns(t: Translate, format: Format): Column<Transfer>[] {
  return [
    {
      key: "list",
      label: t("transfer.list"),
      sort: "needs_list_no",
      render: (transfer) =>
        transfer.needs_list_id === null ? (
          ABSENT
        ) : (
          <Anchor component={Link} href={`/needs-lists/${transfer.needs_list_id}`} inherit>
            {transfer.needs_list_no}
          </Anchor>
        ),
    },
    {
      key: "event",
      label: t("transfer.event"),
      sort: "event_code",
      isOptional: true,
      render: (transfer) => transfer.event_code ?? ABSENT,
    },
    {
      key: "waybill",
      label: t("transfer.waybill"),
      sort: "waybill_no",
      isOptional: true,
      render: (transfer) => transfer.waybill_no ?? ABSENT,
    },
    {
      key: "dispatched",
      label: t("transfer.dispatched"),
      sort: "dispatched_at",
      isOptional: true,
      render: (transfer) => format.instant(transfer.dispatched_at),
    },
    {
      key: "received",
      label: t("transfer.received"),
      sort: "received_at",
      isOptional: true,
      render: (transfer) => format.instant(transfer.received_at),
    },
    {
      key: "changed",
      label: t("transfer.changed"),
      sort: "updated_at",
      render: (transfer) => <Freshness at={transfer.updated_at} />,
    },
  ];
}
