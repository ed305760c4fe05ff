"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/empty-state";
import { FilterSearch, FilterSelect, useFilters } from "@/components/filters";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { csvHref } from "@/lib/query-string";
import { useUrlState, type Patch } from "@/lib/url-state";
import { transferColumns } from "./columns";
import {
  readTransferFilter,
  STATES,
  STATUSES,
  transferQuery,
  type TransferFilter,
} from "./filters";
import { TRANSFERS, useTransfers } from "./queries";

export function TransfersTable({ sites }: { sites: readonly Option[] }) {
  const t = useTranslate();
  const format = useFormat();
  const { params, update } = useUrlState();
  const filter = readTransferFilter(params);
  const query = transferQuery(filter);
  const answer = useTransfers(query);
  const columns = useMemo(() => transferColumns(t, format), [t, format]);
  return (
    <DataTable
      name="transfers"
      label={t("nav.transfers")}
      columns={columns}
      answer={answer}
      state={filter}
      onChange={update}
      csv={csvHref(TRANSFERS, query)}
      empty={<EmptyState title={t("transfer.empty.title")} text={t("transfer.empty.text")} />}
      filters={<TransferFilters sites={sites} filter={filter} onChange={update} />}
    />
  );
}

type FiltersProps = {
  sites: readonly Option[];
  filter: TransferFilter;
  onChange: (patch: Patch) => void;
};

function TransferFilters({ sites, filter, onChange }: FiltersProps) {
  const t = useTranslate();
  const { set, coded } = useFilters(onChange);
  return (
    <>
      <FilterSearch
        label={t("filter.search")}
        placeholder={t("transfer.search")}
        value={filter.q}
        onChange={set("q")}
      />
      <FilterSelect
        label={t("transfer.state")}
        width={120}
        value={filter.state}
        options={coded(STATES, "transfer-state")}
        onChange={set("state")}
      />
      <FilterSelect
        label={t("transfer.status")}
        value={filter.status}
        options={coded(STATUSES, "transfer-status")}
        onChange={set("status")}
      />
      <FilterSelect
        label={t("transfer.from")}
        width={190}
        value={filter.from}
        options={sites}
        onChange={set("from")}
      />
      <FilterSelect
        label={t("transfer.to")}
        width={190}
        value={filter.to}
        options={sites}
        onChange={set("to")}
      />
    </>
  );
}
