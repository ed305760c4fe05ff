import { Anchor, Text } from "@mantine/core";
import Link from "next/link";
import { OrderBadge } from "@/components/badges";
import type { Column } from "@/components/data-table/columns";
import { NamedLink } from "@/components/named-link";
import type { OrderLine } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

export function orderColumns(t: Translate, format: Format): Column<OrderLine>[] {
  return [
    {
      key: "number",
      label: t("order.number"),
      sort: "order_number",
      isTitle: true,
      render: (order) => (
        <Text span inherit fw={560}>
          {`${order.order_number} / ${order.line_number}`}
        </Text>
      ),
    },
    {
      key: "status",
      label: t("order.status"),
      sort: "status",
      render: (order) => <OrderBadge status={order.status} isOverdue={order.is_overdue} />,
    },
    {
      key: "late",
      label: t("order.days-late"),
      sort: "days_late",
      align: "end",
      render: (order) => (
        <Text
          span
          inherit
          fw={order.is_overdue ? 560 : undefined}
          c={order.is_overdue ? "var(--qm-critical)" : undefined}
        >
          {format.number(order.days_late)}
        </Text>
      ),
    },
    {
      key: "item",
      label: t("order.item"),
      sort: "item_name",
      render: (order) => (
        <NamedLink href={`/materials/${order.item_id}`} name={order.item_name} code={order.sku} />
      ),
    },
    {
      key: "supplier",
      label: t("order.supplier"),
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
      render: (order) => order.site_name,
    },
    ...quantityColumns(t, format),
    ...dayColumns(t, format),
  ];
}

function quantityColumns(t: Translate, format: Format): Column<OrderLine>[] {
  return [
    {
      key: "quantity",
      label: t("order.quantity"),
      sort: "quantity",
      align: "end",
      render: (order) => format.number(order.quantity, 2),
    },
    {
      key: "received",
      label: t("order.received"),
      sort: "received_quantity",
      align: "end",
      render: (order) => format.number(order.received_quantity, 2),
    },
    {
      key: "outstanding",
      label: t("order.outstanding"),
      sort: "outstanding_quantity",
      align: "end",
      isOptional: true,
      render: (order) => format.number(order.outstanding_quantity, 2),
    },
    {
      key: "unit",
      label: t("item.unit"),
      isOptional: true,
      render: (order) => order.unit,
    },
    {
      key: "price",
      label: t("order.price"),
      sort: "unit_price",
      align: "end",
      isOptional: true,
      render: (order) => format.money(order.unit_price),
    },
    {
      key: "value",
      label: t("order.value"),
      sort: "value",
      align: "end",
      isOptional: true,
      render: (order) => format.money(order.value),
    },
  ];
}

function dayColumns(t: Translate, format: Format): Column<OrderLine>[] {
  return [
    {
      key: "ordered",
      label: t("order.ordered-on"),
      sort: "ordered_on",
      render: (order) => format.date(order.ordered_on),
    },
    {
      key: "expected",
      label: t("order.expected-on"),
      sort: "expected_on",
      render: (order) => format.date(order.expected_on),
    },
    {
      key: "received-on",
      label: t("order.received-on"),
      sort: "received_on",
      render: (order) => format.date(order.received_on),
    },
  ];
}
