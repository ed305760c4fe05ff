"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { FilterSearch, FilterSelect, useFilters } from "@/components/filters";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { csvHref } from "@/lib/query-string";
import { useUrlState, type Patch } from "@/lib/url-state";
import { supplierColumns } from "./columns";
import {
  ACTIVITIES,
  readSupplierFilter,
  supplierQuery,
  TYPES,
  type SupplierFilter,
} from "./filters";
import { SUPPLIERS, useSuppliers } from "./queries";

export function SuppliersTable() {
  const t = useTranslate();
  const format = useFormat();
  const { params, update } = useUrlState();
  const filter = readSupplierFilter(params);
  const query = supplierQuery(filter);
  const answer = useSuppliers(query);
  const columns = useMemo(() => supplierColumns(t, format), [t, format]);
  return (
    <DataTable
      name="suppliers"
      label={t("nav.suppliers")}
      columns={columns}
      answer={answer}
      state={filter}
      onChange={update}
      csv={csvHref(SUPPLIERS, query)}
      filters={<SupplierFilters filter={filter} onChange={update} />}
    />
  );
}

type FiltersProps = { filter: SupplierFilter; onChange: (patch: Patch) => void };

function SupplierFilters({ filter, onChange }: FiltersProps) {
  const t = useTranslate();
  const { set, coded } = useFilters(onChange);
  return (
    <>
      <FilterSearch
        label={t("filter.search")}
        placeholder={t("supplier.search")}
        value={filter.q}
        onChange={set("q")}
      />
      <FilterSelect
        label={t("supplier.type")}
        value={filter.type}
        options={coded(TYPES, "supplier-type")}
        onChange={set("type")}
      />
      <FilterSelect
        label={t("supplier.state")}
        width={110}
        value={filter.active}
        options={coded(ACTIVITIES, "active")}
        onChange={set("active")}
      />
    </>
  );
}
