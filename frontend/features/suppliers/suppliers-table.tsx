"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { FilterSearch, FilterSelect } from "@/components/filters";
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
  const { data, error, isLoading, mutate } = useSuppliers(query);
  const columns = useMemo(() => supplierColumns(t, format), [t, format]);
  return (
    <DataTable
      name="suppliers"
      label={t("nav.suppliers")}
      columns={columns}
      rows={data?.data}
      total={data?.meta.total ?? 0}
      state={filter}
      onChange={update}
      error={error}
      onRetry={() => void mutate()}
      isStale={isLoading}
      csv={csvHref(SUPPLIERS, query)}
      filters={<SupplierFilters filter={filter} onChange={update} />}
    />
  );
}

type FiltersProps = { filter: SupplierFilter; onChange: (patch: Patch) => void };

function SupplierFilters({ filter, onChange }: FiltersProps) {
  const t = useTranslate();
  const set = (name: string) => (value: string | null) => onChange({ [name]: value, offset: null });
  const coded = (values: readonly string[], prefix: string) =>
    values.map((value) => ({ value, label: t.code(prefix, value) }));
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
