"use client";

import { Panel } from "@/components/panel";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import type { Promotion } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { usePromotions } from "./queries";

type Props = { item: number; site: number | undefined; after: string };

/** What is planned after the last known period; nothing is shown where nothing is planned. */
export function PromotionsPanel({ item, site, after }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const { data } = usePromotions({ item_id: item, site_id: site, start_date: after });
  if (!data?.data.length) return null;
  const title = t("promotion.planned");
  return (
    <Panel title={title} isFlush>
      <SimpleTable
        label={title}
        columns={promotionColumns(t, format)}
        rows={data.data}
        keyOf={(promotion) => promotion.id}
      />
    </Panel>
  );
}

function promotionColumns(t: Translate, format: Format): SimpleColumn<Promotion>[] {
  return [
    { label: t("promotion.starts"), render: (row) => format.date(row.starts_on), isTitle: true },
    { label: t("promotion.ends"), render: (row) => format.date(row.ends_on) },
    { label: t("promotion.site"), render: (row) => row.site_code ?? t("promotion.everywhere") },
    {
      label: t("promotion.discount"),
      render: (row) => format.percent(row.discount),
      align: "end",
    },
    { label: t("promotion.price"), render: (row) => format.money(row.unit_price), align: "end" },
  ];
}
