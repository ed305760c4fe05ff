import { Anchor } from "@mantine/core";
import Link from "next/link";
import type { Column } from "@/components/data-table/columns";
import { NamedLink } from "@/components/named-link";
import { WithNote } from "@/components/with-note";
import type { Purchase } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import { PurchaseBadge } from "./purchase-badge";

export function purchaseColumns(t: Translate, format: Format): Column<Purchase>[] {
  return [
    {
      key: "number",
      label: t("purchase.number"),
      sort: "procurement_no",
      isTitle: true,
      render: ({ id, procurement_no: number, po_number: order }) => (
        <NamedLink href={`/procurement/${id}`} name={number} code={order ?? undefined} />
      ),
    },
    {
      key: "status",
      label: t("purchase.status"),
      sort: "status",
      render: ({ status }) => <PurchaseBadge status={status} />,
    },
    {
      key: "supplier",
      label: t("purchase.supplier"),
      sort: "supplier_name",
      render: ({ supplier_id: id, supplier_name: name }) =>
        id === null ? (
          ABSENT
        ) : (
          <Anchor component={Link} prefetch={false} href={`/suppliers/${id}`} inherit>
            {name}
          </Anchor>
        ),
    },
    {
      key: "site",
      label: t("filter.site"),
      sort: "site_name",
      render: ({ site_name: name }) => name,
    },
    {
      key: "lines",
      label: t("purchase.lines"),
      sort: "line_count",
      align: "end",
      render: ({ line_count: all, received_line_count: received }) =>
        received === 0 ? format.number(all) : t("purchase.lines.received", { received, all }),
    },
    {
      key: "value",
      label: t("purchase.value"),
      sort: "total_value",
      align: "end",
      render: ({ total_value: value }) => (
        <WithNote note={value === null ? t("purchase.value.unknown") : null}>
          {format.money(value)}
        </WithNote>
      ),
    },
    ...furtherColumns(t, format),
  ];
}

function furtherColumns(t: Translate, format: Format): Column<Purchase>[] {
  return [
    {
      key: "expected",
      label: t("purchase.expected"),
      sort: "expected_arrival_at",
      render: ({ expected_arrival_at: at }) => format.date(at),
    },
    {
      key: "list",
      label: t("purchase.list"),
      sort: "needs_list_no",
      render: ({ needs_list_id: id, needs_list_no: number }) =>
        id === null ? (
          ABSENT
        ) : (
          <Anchor component={Link} prefetch={false} href={`/needs-lists/${id}`} inherit>
            {number}
          </Anchor>
        ),
    },
    {
      key: "event",
      label: t("purchase.event"),
      sort: "event_name",
      isOptional: true,
      render: ({ event_name: name }) => name ?? ABSENT,
    },
    {
      key: "method",
      label: t("purchase.method"),
      sort: "method",
      isOptional: true,
      render: ({ method }) => t.code("purchase-method", method),
    },
    {
      key: "changed",
      label: t("purchase.changed"),
      sort: "updated_at",
      render: ({ updated_at: at }) => format.age(at),
    },
  ];
}
