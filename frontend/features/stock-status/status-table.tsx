"use client";

import dynamic from "next/dynamic";
import { useMemo } from "react";
import { withIds } from "@/components/data-table/answer";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/empty-state";
import { FilterSearch, FilterSelect, useFilters } from "@/components/filters";
import type { StockStatus } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { csvHref } from "@/lib/query-string";
import { useUrlState, type Patch } from "@/lib/url-state";
import { statusColumns } from "./columns";
import { DraftLink } from "./draft-link";
import {
  eventOf,
  FRESHNESS,
  NO_EVENT,
  readOpenRow,
  readStatusFilter,
  SEVERITIES,
  statusQuery,
  type StatusFilter,
} from "./filters";
import { FreshnessBanner } from "./freshness-banner";
import { STOCK_STATUS, useStockStatus } from "./queries";

const StatusDrawer = dynamic(() => import("./status-drawer").then((module) => module.StatusDrawer));

type Props = {
  events: readonly Option[];
  sites: readonly Option[];
  families: readonly Option[];
};

export function StatusTable(props: Props) {
  const t = useTranslate();
  const format = useFormat();
  const { params, update } = useUrlState();
  const filter = readStatusFilter(params);
  const event = eventOf(filter, props.events[0]?.value);
  const query = statusQuery(filter, event);
  const answer = useStockStatus(query);
  const columns = useMemo(() => {
    const open = (row: StockStatus) => update({ open: `${row.site_id}-${row.item_id}` });
    return statusColumns(t, format, open);
  }, [t, format, update]);
  return (
    <>
      <FreshnessBanner event={event} />
      <DataTable
        name="stock-status"
        label={t("nav.stock-status")}
        columns={columns}
        answer={withIds(answer, (_row, index) => filter.offset + index)}
        state={filter}
        onChange={update}
        csv={csvHref(STOCK_STATUS, query)}
        filters={<StatusFilters {...props} filter={filter} event={event} onChange={update} />}
        actions={<DraftLink event={event} site={filter.site} family={filter.family} />}
        empty={
          <EmptyState title={t("stock-status.empty.title")} text={t("stock-status.empty.text")} />
        }
      />
      <StatusDrawer
        open={readOpenRow(params.get("open"))}
        event={event}
        onClose={() => update({ open: null })}
      />
    </>
  );
}

type FiltersProps = Props & {
  filter: StatusFilter;
  event: number;
  onChange: (patch: Patch) => void;
};

function StatusFilters({ filter, event, events, sites, families, onChange }: FiltersProps) {
  const t = useTranslate();
  const { set, coded } = useFilters(onChange);
  return (
    <>
      <FilterSearch label={t("filter.search")} value={filter.q} onChange={set("q")} />
      <FilterSelect
        label={t("stock-status.event")}
        width={190}
        value={String(event)}
        options={[...events, { value: NO_EVENT, label: t("stock-status.no-event") }]}
        onChange={set("event")}
      />
      <FilterSelect
        label={t("filter.site")}
        width={170}
        value={filter.site}
        options={sites}
        onChange={set("site")}
      />
      <FilterSelect
        label={t("stock-status.severity")}
        width={115}
        value={filter.severity}
        options={coded(SEVERITIES, "severity")}
        onChange={set("severity")}
      />
      <FilterSelect
        label={t("stock-status.freshness")}
        width={115}
        value={filter.freshness}
        options={coded(FRESHNESS, "data-freshness")}
        onChange={set("freshness")}
      />
      <FilterSelect
        label={t("filter.family")}
        value={filter.family}
        options={families}
        onChange={set("family")}
      />
    </>
  );
}
