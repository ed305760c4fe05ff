import { NamedLink } from "@/components/named-link";
import type { SimpleColumn } from "@/components/simple-table";
import type { PurchaseLine } from "@/lib/api/schema-names";
import { toNumber, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

export function lineColumns(
  t: Translate,
  format: Format,
  lines: readonly PurchaseLine[],
): SimpleColumn<PurchaseLine>[] {
  const isShort = lines.some(({ short_quantity: short }) => (toNumber(short) ?? 0) > 0);
  const amount = (label: string, of: (line: PurchaseLine) => string) => ({
    label,
    align: "end" as const,
    render: (line: PurchaseLine) => format.number(of(line), 4),
  });
  return [
    {
      label: t("lines.item"),
      isTitle: true,
      render: ({ item_id: id, item_name: name, sku }) => (
        <NamedLink href={`/materials/${id}`} name={name} code={sku} />
      ),
    },
    amount(t("purchase.ordered-quantity"), (line) => line.ordered_quantity),
    amount(t("purchase.received-quantity"), (line) => line.received_quantity),
    amount(t("purchase.outstanding"), (line) => line.outstanding_quantity),
    // Only where something was given up; elsewhere the column would be all zeros.
    ...(isShort ? [amount(t("purchase.short"), (line) => line.short_quantity)] : []),
    { label: t("item.unit"), render: ({ unit }) => unit },
    {
      label: t("lines.price"),
      align: "end",
      render: (line) => format.money(line.unit_price),
    },
    {
      label: t("purchase.value"),
      align: "end",
      render: (line) => format.money(line.line_total),
    },
    {
      label: t("purchase.status"),
      render: ({ status }) => t.code("purchase-line", status),
    },
  ];
}
