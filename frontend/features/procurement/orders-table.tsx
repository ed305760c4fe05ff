"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { FilterSearch, FilterSelect, useFilters } from "@/components/filters";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { csvHref } from "@/lib/query-string";
import { useUrlState, type Patch } from "@/lib/url-state";
import { orderColumns } from "./columns";
import { DUES, orderQuery, readOrderFilter, STATUSES, type OrderFilter } from "./filters";
import { ORDERS, useOrders } from "./queries";

type Props = { suppliers: readonly Option[]; sites: readonly Option[] };

export function OrdersTable(props: Props) {
  const t = useTranslate();
  const format = useFormat();
  const { params, update } = useUrlState();
  const filter = readOrderFilter(params);
  const query = orderQuery(filter);
  const answer = useOrders(query);
  const columns = useMemo(() => orderColumns(t, format), [t, format]);
  return (
    <DataTable
      name="orders"
      label={t("nav.orders")}
      columns={columns}
      answer={answer}
      state={filter}
      onChange={update}
      csv={csvHref(ORDERS, query)}
      filters={<OrderFilters {...props} filter={filter} onChange={update} />}
    />
  );
}

type FiltersProps = Props & { filter: OrderFilter; onChange: (patch: Patch) => void };

function OrderFilters({ filter, suppliers, sites, onChange }: FiltersProps) {
  const t = useTranslate();
  const { set, coded } = useFilters(onChange);
  return (
    <>
      <FilterSearch
        label={t("filter.search")}
        placeholder={t("order.search")}
        value={filter.q}
        onChange={set("q")}
      />
      <FilterSelect
        label={t("order.due")}
        width={120}
        value={filter.due}
        options={coded(DUES, "order-due")}
        onChange={set("due")}
      />
      <FilterSelect
        label={t("order.status")}
        value={filter.status}
        options={coded(STATUSES, "order-status")}
        onChange={set("status")}
      />
      <FilterSelect
        label={t("order.supplier")}
        width={200}
        value={filter.supplier}
        options={suppliers}
        onChange={set("supplier")}
      />
      <FilterSelect
        label={t("filter.site")}
        width={190}
        value={filter.site}
        options={sites}
        onChange={set("site")}
      />
    </>
  );
}
