import type { Column } from "@/components/data-table/columns";
import { NamedLink } from "@/components/named-link";
import type { SimpleColumn } from "@/components/simple-table";
import { WithNote } from "@/components/with-note";
import type { Override, OverrideValue } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

export function overrideColumns(t: Translate, format: Format): Column<Override>[] {
  return [
    {
      key: "item",
      label: t("override.item"),
      sort: "sku",
      isTitle: true,
      render: (row) => (
        <NamedLink href={`/materials/${row.item_id}`} name={row.item_name} code={row.sku} />
      ),
    },
    { key: "site", label: t("override.site"), sort: "site_code", render: (row) => row.site_code },
    {
      key: "kind",
      label: t("override.kind"),
      sort: "kind",
      render: (row) => t.code("override-kind", row.kind),
    },
    {
      key: "days",
      label: t("override.days"),
      sort: "first_day",
      render: (row) => `${format.dayAndMonth(row.first_day)} – ${format.date(row.last_day)}`,
    },
    ...figureColumns(t, format),
    {
      key: "reason",
      label: t("override.reason"),
      sort: "reason_code",
      render: (row) => (
        <WithNote note={row.reason}>{t.code("override-reason", row.reason_code)}</WithNote>
      ),
    },
    {
      key: "who",
      label: t("override.who"),
      sort: "made_by",
      render: (row) => (
        <WithNote note={row.withdrawn_at ? t("override.withdrawn") : row.team}>
          {row.made_by}
        </WithNote>
      ),
    },
  ];
}

/** What the engine said, what the planner said, and what came. */
function figureColumns(t: Translate, format: Format): Column<Override>[] {
  const figure = (value: number | null) => format.number(value, 1);
  return [
    {
      key: "engine",
      label: t("override.engine"),
      sort: "engine_quantity",
      align: "end",
      render: (row) => figure(row.engine_quantity),
    },
    {
      key: "planner",
      label: t("override.planner"),
      sort: "quantity",
      align: "end",
      render: (row) => figure(row.quantity),
    },
    {
      key: "truth",
      label: t("override.truth"),
      sort: "truth",
      align: "end",
      render: (row) => (row.is_known ? figure(row.truth) : t("override.open")),
    },
    {
      key: "value",
      label: t("override.value"),
      sort: "value_added",
      align: "end",
      render: (row) => format.signed(row.value_added),
    },
  ];
}

export function valueColumns(
  t: Translate,
  format: Format,
  nameOf: (row: OverrideValue) => string,
): SimpleColumn<OverrideValue>[] {
  return [
    { label: t("override.group"), isTitle: true, render: nameOf },
    {
      label: t("override.count"),
      align: "end",
      render: (row) => (
        <WithNote note={t("override.known", { count: format.number(row.known) })}>
          {format.number(row.overrides)}
        </WithNote>
      ),
    },
    {
      label: t("override.beat"),
      align: "end",
      render: (row) => (row.known ? format.percent(row.beat_engine / row.known, 0) : ABSENT),
    },
    {
      label: t("override.value"),
      align: "end",
      render: (row) => format.signed(row.value_added),
    },
    { label: t("override.bias"), align: "end", render: (row) => format.percent(row.planner_bias) },
    {
      label: t("override.engine-bias"),
      align: "end",
      render: (row) => format.percent(row.engine_bias),
    },
    {
      label: t("override.tracking"),
      align: "end",
      render: (row) => format.signed(row.tracking_signal),
    },
  ];
}
