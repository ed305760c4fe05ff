"use client";

import { Stack, Text } from "@mantine/core";
import { ConfidenceBadge } from "@/components/badges";
import { NamedLink } from "@/components/named-link";
import { Panel } from "@/components/panel";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import type { ItemDetail } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";

type Place = ItemDetail["sites"][number];
type Terms = ItemDetail["suppliers"][number];
type Order = ItemDetail["open_orders"][number];

/** Stock and plan by site, what is on its way, and who can deliver on what terms. */
export function ItemSupply({ item }: { item: ItemDetail }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Stack gap="md" mt="md">
      <Part
        title={t("supply.sites")}
        none={t("supply.sites.none")}
        columns={placeColumns(t, format)}
        rows={item.sites}
        keyOf={(place) => place.site_id}
      />
      <Part
        title={t("supply.orders")}
        none={t("supply.orders.none")}
        columns={orderColumns(t, format)}
        rows={item.open_orders}
        keyOf={(order) => order.id}
      />
      <Part
        title={t("supply.suppliers")}
        none={t("supply.suppliers.none")}
        columns={termColumns(t, format)}
        rows={item.suppliers}
        keyOf={(terms) => terms.supplier_id}
      />
    </Stack>
  );
}

type PartProps<Row> = {
  title: string;
  none: string;
  columns: readonly SimpleColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => number;
};

function Part<Row>({ title, none, ...table }: PartProps<Row>) {
  return (
    <Panel title={title} isFlush={table.rows.length > 0}>
      {table.rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      ) : (
        <SimpleTable label={title} {...table} />
      )}
    </Panel>
  );
}

function placeColumns(t: Translate, format: Format): SimpleColumn<Place>[] {
  const figure = (label: string, value: (place: Place) => number | null): SimpleColumn<Place> => ({
    label,
    align: "end",
    render: (place) => format.number(value(place), 1),
  });
  return [
    { label: t("filter.site"), isTitle: true, render: (place) => place.site_name },
    figure(t("stock.on-hand"), (place) => place.on_hand),
    figure(t("stock.available"), (place) => place.available),
    figure(t("stock.cover"), (place) => place.days_of_cover),
    figure(t("term.safety_stock"), (place) => place.safety_stock),
    figure(t("term.reorder_point"), (place) => place.reorder_point),
    figure(t("term.order_up_to"), (place) => place.order_up_to),
    {
      label: t("advice.confidence"),
      render: (place) =>
        place.confidence ? (
          <ConfidenceBadge level={place.confidence} reasons={place.reasons ?? []} isShort />
        ) : (
          ABSENT
        ),
    },
  ];
}

function orderColumns(t: Translate, format: Format): SimpleColumn<Order>[] {
  return [
    {
      label: t("supply.order"),
      isTitle: true,
      render: (order) => `${order.order_number} / ${order.line_number}`,
    },
    { label: t("advice.supplier"), render: (order) => order.supplier_name ?? ABSENT },
    { label: t("filter.site"), render: (order) => order.site_code },
    {
      label: t("supply.outstanding"),
      align: "end",
      render: (order) => format.number(order.outstanding_quantity, 2),
    },
    { label: t("supply.ordered"), render: (order) => format.date(order.ordered_on) },
    {
      label: t("supply.expected"),
      render: (order) => (
        <>
          {format.date(order.expected_on)}
          {order.is_overdue && (
            <Text span inherit c="var(--qm-critical)">
              {" "}
              {t("supply.overdue")}
            </Text>
          )}
        </>
      ),
    },
  ];
}

function termColumns(t: Translate, format: Format): SimpleColumn<Terms>[] {
  return [
    {
      label: t("advice.supplier"),
      isTitle: true,
      render: (terms) => (
        <NamedLink
          href={`/suppliers/${terms.supplier_id}`}
          name={terms.supplier_name}
          code={terms.is_preferred ? t("supply.preferred") : undefined}
        />
      ),
    },
    {
      label: t("supply.stated"),
      align: "end",
      render: (terms) => format.number(terms.stated_lead_time_days, 1),
    },
    {
      label: t("supply.observed"),
      align: "end",
      render: (terms) => format.number(terms.mean_lead_time_days, 1),
    },
    {
      label: t("supply.observations"),
      align: "end",
      render: (terms) => format.number(terms.observations),
    },
    {
      label: t("supply.minimum"),
      align: "end",
      render: (terms) => format.number(terms.min_order_quantity, 2),
    },
    { label: t("supply.pack"), align: "end", render: (terms) => format.number(terms.pack_size, 2) },
    { label: t("item.price"), align: "end", render: (terms) => format.money(terms.unit_price) },
  ];
}
