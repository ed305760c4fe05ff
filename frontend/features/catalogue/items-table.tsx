"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { FilterSearch, FilterSelect, useFilters } from "@/components/filters";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { csvHref } from "@/lib/query-string";
import { useUrlState, type Patch } from "@/lib/url-state";
import { itemColumns } from "./columns";
import {
  ABC,
  ACTIVITIES,
  DEMAND_CLASSES,
  itemQuery,
  readItemFilter,
  XYZ,
  type ItemFilter,
} from "./filters";
import { ITEMS, useItems } from "./queries";

export function ItemsTable({ families }: { families: readonly Option[] }) {
  const t = useTranslate();
  const format = useFormat();
  const { params, update } = useUrlState();
  const filter = readItemFilter(params);
  const query = itemQuery(filter);
  const answer = useItems(query);
  const columns = useMemo(() => itemColumns(t, format), [t, format]);
  return (
    <DataTable
      name="items"
      label={t("nav.materials")}
      columns={columns}
      answer={answer}
      state={filter}
      onChange={update}
      csv={csvHref(ITEMS, query)}
      filters={<ItemFilters filter={filter} families={families} onChange={update} />}
    />
  );
}

type FiltersProps = {
  filter: ItemFilter;
  families: readonly Option[];
  onChange: (patch: Patch) => void;
};

function ItemFilters({ filter, families, onChange }: FiltersProps) {
  const t = useTranslate();
  const { set, coded } = useFilters(onChange);
  return (
    <>
      <FilterSearch
        label={t("filter.search")}
        placeholder={t("item.search")}
        value={filter.q}
        onChange={set("q")}
      />
      <FilterSelect
        label={t("item.family")}
        value={filter.family}
        options={families}
        onChange={set("family")}
      />
      <FilterSelect
        label={t("item.abc")}
        width={90}
        value={filter.abc}
        options={coded(ABC, "abc")}
        onChange={set("abc")}
      />
      <FilterSelect
        label={t("item.xyz")}
        width={90}
        value={filter.xyz}
        options={coded(XYZ, "xyz")}
        onChange={set("xyz")}
      />
      <FilterSelect
        label={t("item.demand")}
        value={filter.demand}
        options={coded(DEMAND_CLASSES, "demand")}
        onChange={set("demand")}
      />
      <FilterSelect
        label={t("item.active")}
        width={110}
        value={filter.active}
        options={coded(ACTIVITIES, "active")}
        onChange={set("active")}
      />
    </>
  );
}
