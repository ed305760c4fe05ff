"use client";

import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { NamedLink } from "@/components/named-link";
import { Panel } from "@/components/panel";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import { WithNote } from "@/components/with-note";
import type { SupplierItem } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { deliveriesText, leadTimeText } from "./figures";
import classes from "./suppliers.module.css";

/** A supplier can offer thousands; the page starts with what one can read. */
const FIRST = 25;

export function SupplierItems({ items }: { items: readonly SupplierItem[] }) {
  const t = useTranslate();
  const format = useFormat();
  const [showsAll, setShowsAll] = useState(false);
  const title = t("supplier.offered");
  if (items.length === 0) {
    return (
      <Panel title={title}>
        <Text size="sm" c="dimmed">
          {t("supplier.offered.none")}
        </Text>
      </Panel>
    );
  }
  return (
    <Panel title={title} isFlush>
      <SimpleTable
        label={title}
        columns={offerColumns(t, format)}
        rows={showsAll ? items : items.slice(0, FIRST)}
        keyOf={(item) => item.item_id}
      />
      {!showsAll && items.length > FIRST && (
        <div className={classes.more}>
          <Button variant="subtle" onClick={() => setShowsAll(true)}>
            {t("supplier.offered.more", { count: format.number(items.length) })}
          </Button>
        </div>
      )}
    </Panel>
  );
}

export function offerColumns(t: Translate, format: Format): SimpleColumn<SupplierItem>[] {
  return [
    {
      label: t("item.name"),
      isTitle: true,
      render: (item) => (
        <NamedLink
          href={`/materials/${item.item_id}`}
          name={item.item_name}
          code={item.is_preferred ? `${item.sku} (${t("supply.preferred")})` : item.sku}
        />
      ),
    },
    {
      label: t("supplier.lead-time"),
      align: "end",
      render: ({ mean_lead_time_days: mean, sd_lead_time_days: sd }) =>
        leadTimeText(mean, sd, t, format),
    },
    {
      label: t("supplier.source"),
      render: ({ lead_time_source: source, mean_lead_time_days: mean, observations }) =>
        source === null ? (
          ABSENT
        ) : (
          <WithNote note={source === "STATED" ? null : deliveriesText(mean, observations, t)}>
            {t.code("supplier-source", source)}
          </WithNote>
        ),
    },
    {
      label: t("supplier.stated"),
      align: "end",
      render: (item) => format.number(item.stated_lead_time_days, 1),
    },
    {
      label: t("supplier.late"),
      align: "end",
      render: (item) => format.percent(item.late_share),
    },
    {
      label: t("supplier.days-late"),
      align: "end",
      render: (item) => format.number(item.mean_days_late, 1),
    },
    {
      label: t("supply.minimum"),
      align: "end",
      render: (item) => format.number(item.min_order_quantity, 2),
    },
    { label: t("supply.pack"), align: "end", render: (item) => format.number(item.pack_size, 2) },
    { label: t("item.price"), align: "end", render: (item) => format.money(item.unit_price) },
  ];
}
