import type { Column } from "@/components/data-table/columns";
import { NamedLink } from "@/components/named-link";
import { StatusText } from "@/components/status-text";
import { WithNote } from "@/components/with-note";
import type { Supplier } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import { deliveriesText, leadTimeText } from "./figures";
import { OverdueCount } from "./overdue-count";

export function supplierColumns(t: Translate, format: Format): Column<Supplier>[] {
  return [
    {
      key: "name",
      label: t("supplier.name"),
      sort: "name",
      isTitle: true,
      render: ({ id, name, code }) => (
        <NamedLink href={`/suppliers/${id}`} name={name} code={code} />
      ),
    },
    {
      key: "type",
      label: t("supplier.type"),
      sort: "type",
      isOptional: true,
      render: ({ type }) => (type ? t.code("supplier-type", type) : ABSENT),
    },
    {
      key: "country",
      label: t("supplier.country"),
      sort: "country",
      isOptional: true,
      render: ({ country }) => country ?? ABSENT,
    },
    ...wordColumns(t, format),
    ...countColumns(t, format),
    {
      key: "active",
      label: t("supplier.state"),
      sort: "is_active",
      isOptional: true,
      render: (supplier) => (
        <StatusText isGood={supplier.is_active}>
          {t(supplier.is_active ? "item.is-active" : "item.is-inactive")}
        </StatusText>
      ),
    },
  ];
}

/** How a supplier keeps its word: what was seen, beside what was said. */
function wordColumns(t: Translate, format: Format): Column<Supplier>[] {
  return [
    {
      key: "observed",
      label: t("supplier.observed"),
      sort: "mean_lead_time_days",
      align: "end",
      render: ({ mean_lead_time_days: mean, sd_lead_time_days: sd, observations }) => (
        <WithNote note={deliveriesText(mean, observations, t)}>
          {leadTimeText(mean, sd, t, format)}
        </WithNote>
      ),
    },
    {
      key: "stated",
      label: t("supplier.stated"),
      sort: "stated_lead_time_days",
      align: "end",
      render: (supplier) => format.number(supplier.stated_lead_time_days, 1),
    },
    {
      key: "late",
      label: t("supplier.late"),
      sort: "late_share",
      align: "end",
      render: ({ late_share: share, due }) => (
        <WithNote note={share === null ? null : t.count("supplier.due", due)}>
          {format.percent(share)}
        </WithNote>
      ),
    },
    {
      key: "reliability",
      label: t("supplier.reliability"),
      sort: "reliability",
      align: "end",
      isOptional: true,
      render: (supplier) => format.percent(supplier.reliability),
    },
  ];
}

function countColumns(t: Translate, format: Format): Column<Supplier>[] {
  return [
    {
      key: "open",
      label: t("supplier.open"),
      sort: "open_orders",
      align: "end",
      render: (supplier) => format.number(supplier.open_orders),
    },
    {
      key: "overdue",
      label: t("supplier.overdue"),
      sort: "overdue_orders",
      align: "end",
      render: (supplier) => <OverdueCount supplier={supplier} />,
    },
    {
      key: "items",
      label: t("supplier.items"),
      sort: "items",
      align: "end",
      render: (supplier) => format.number(supplier.items),
    },
  ];
}
