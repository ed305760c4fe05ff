import { Text } from "@mantine/core";
import { FreshnessBadge, SeverityBadge } from "@/components/badges";
import type { Column } from "@/components/data-table/columns";
import { WithNote } from "@/components/with-note";
import type { StockStatus } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import { lastsText, rateText, severityOf } from "./figures";
import classes from "./stock-status.module.css";

/** A row of the list has no key of its own: it is an item at a site. */
export type StatusRow = StockStatus & { id: number };

type Open = (row: StockStatus) => void;

export function statusColumns(t: Translate, format: Format, onOpen: Open): Column<StatusRow>[] {
  return [
    {
      key: "item",
      label: t("stock-status.item"),
      sort: "item_name",
      isTitle: true,
      render: (row) => (
        <div>
          <button type="button" className={classes.open} onClick={() => onOpen(row)}>
            {row.item_name}
          </button>
          <Text size="xs" c="dimmed">
            {row.sku}
          </Text>
        </div>
      ),
    },
    {
      key: "site",
      label: t("filter.site"),
      sort: "site_name",
      render: (row) => row.site_name,
    },
    {
      key: "severity",
      label: t("stock-status.severity"),
      sort: "time_to_stockout_hours",
      render: (row) => (
        <span className={row.severity === "CRITICAL" ? classes.critical : undefined}>
          <SeverityBadge severity={severityOf(row)} />
        </span>
      ),
    },
    {
      key: "lasts",
      label: t("stock-status.lasts"),
      sort: "time_to_stockout_hours",
      render: (row) => <Lasts row={row} t={t} format={format} />,
    },
    {
      key: "burn",
      label: t("stock-status.burn"),
      sort: "burn_rate",
      align: "end",
      render: (row) => rateText(row, t, format),
    },
    ...stockColumns(t, format),
    {
      key: "freshness",
      label: t("stock-status.freshness"),
      sort: "hours_behind",
      render: (row) => <FreshnessBadge level={row.freshness} />,
    },
    {
      key: "up-to",
      label: t("stock-status.data-up-to"),
      sort: "data_up_to",
      isOptional: true,
      render: (row) => format.instant(row.data_up_to),
    },
    {
      key: "category",
      label: t("stock-status.category"),
      sort: "category",
      isOptional: true,
      render: (row) => row.category ?? ABSENT,
    },
  ];
}

type LastsProps = { row: StockStatus; t: Translate; format: Format };

/** Severity goes by what is there; what is on its way is said beside it. */
function Lasts({ row, t, format }: LastsProps) {
  const inbound = row.time_to_stockout_with_inbound_hours;
  const isLonger = inbound !== null && inbound !== row.time_to_stockout_hours;
  const note = isLonger ? t("stock-status.with-inbound", { hours: format.hours(inbound) }) : null;
  const isKnown = row.time_to_stockout_hours !== null;
  return (
    <WithNote note={note}>
      <Text span inherit fw={isKnown ? 560 : undefined} c={isKnown ? undefined : "dimmed"}>
        {lastsText(row, t, format)}
      </Text>
    </WithNote>
  );
}

const OPTIONAL = [
  ["on-hand", "on_hand"],
  ["expired", "expired_quantity"],
  ["reserved", "reserved_quantity"],
  ["inbound-transfer", "inbound_transfer_quantity"],
  ["inbound-donation", "inbound_donation_quantity"],
  ["inbound-procurement", "inbound_procurement_quantity"],
  ["threshold", "min_stock_threshold"],
  ["surplus", "surplus_quantity"],
] as const;

function stockColumns(t: Translate, format: Format): Column<StatusRow>[] {
  return [
    {
      key: "available",
      label: t("stock-status.available"),
      sort: "available_quantity",
      align: "end",
      render: (row) => `${format.number(row.available_quantity, 2)} ${row.unit}`,
    },
    {
      key: "inbound",
      label: t("stock-status.inbound"),
      sort: "inbound_quantity",
      align: "end",
      render: (row) => format.number(row.inbound_quantity, 2),
    },
    ...OPTIONAL.map(([key, name]): Column<StatusRow> => ({
      key,
      label: t(`stock-status.${key}`),
      sort: name,
      align: "end",
      isOptional: true,
      render: (row) => format.number(row[name], 2),
    })),
  ];
}
