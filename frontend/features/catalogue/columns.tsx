import type { Column } from "@/components/data-table/columns";
import { NamedLink } from "@/components/named-link";
import { StatusText } from "@/components/status-text";
import type { Item } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

export function itemColumns(t: Translate, format: Format): Column<Item>[] {
  return [
    {
      key: "name",
      label: t("item.name"),
      sort: "name",
      isTitle: true,
      render: (item) => (
        <NamedLink href={`/materials/${item.id}`} name={item.name} code={item.sku} />
      ),
    },
    {
      key: "family",
      label: t("item.family"),
      sort: "family",
      render: (item) => item.family ?? ABSENT,
    },
    {
      key: "category",
      label: t("item.category"),
      sort: "category",
      isOptional: true,
      render: (item) => item.category ?? ABSENT,
    },
    {
      key: "abc",
      label: t("item.abc"),
      sort: "abc_class",
      render: (item) => item.abc_class ?? ABSENT,
    },
    {
      key: "xyz",
      label: t("item.xyz"),
      sort: "xyz_class",
      render: (item) => item.xyz_class ?? ABSENT,
    },
    {
      key: "demand",
      label: t("item.demand"),
      sort: "demand_class",
      render: (item) => (item.demand_class ? t.code("demand", item.demand_class) : ABSENT),
    },
    ...figureColumns(t, format),
    {
      key: "active",
      label: t("item.active"),
      sort: "is_active",
      render: (item) => (
        <StatusText isGood={item.is_active}>
          {t(item.is_active ? "item.is-active" : "item.is-inactive")}
        </StatusText>
      ),
    },
  ];
}

function figureColumns(t: Translate, format: Format): Column<Item>[] {
  return [
    { key: "unit", label: t("item.unit"), isOptional: true, render: (item) => item.unit },
    {
      key: "cost",
      label: t("item.cost"),
      sort: "unit_cost",
      align: "end",
      render: (item) => format.money(item.unit_cost),
    },
    {
      key: "price",
      label: t("item.price"),
      sort: "unit_price",
      align: "end",
      render: (item) => format.money(item.unit_price),
    },
    {
      key: "criticality",
      label: t("item.criticality"),
      sort: "criticality",
      align: "end",
      render: (item) => format.number(item.criticality),
    },
    {
      key: "shelf-life",
      label: t("item.shelf-life"),
      sort: "shelf_life_days",
      align: "end",
      isOptional: true,
      render: (item) => format.number(item.shelf_life_days),
    },
    {
      key: "introduced",
      label: t("item.introduced"),
      sort: "introduced_on",
      isOptional: true,
      render: (item) => format.date(item.introduced_on),
    },
    {
      key: "discontinued",
      label: t("item.discontinued"),
      sort: "discontinued_on",
      isOptional: true,
      render: (item) => format.date(item.discontinued_on),
    },
  ];
}
