"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { FilterSelect, useFilters } from "@/components/filters";
import type { RecommendationQuery } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { positiveId, readListState, type ListState } from "@/lib/list-state";
import type { Option } from "@/lib/options";
import { csvHref } from "@/lib/query-string";
import { useUrlState } from "@/lib/url-state";
import { recommendationColumns } from "./columns";
import {
  itemRecommendationsQuery,
  PRIORITIES,
  readRecommendationFilter,
  recommendationQuery,
  STATUSES,
  TYPES,
} from "./filters";
import { RECOMMENDATIONS, useRecommendations } from "./queries";

const RecommendationDrawer = dynamic(() =>
  import("./recommendation-drawer").then((module) => module.RecommendationDrawer),
);

type Props = { sites: readonly Option[]; families: readonly Option[] };

export function RecommendationsTable(props: Props) {
  const { params } = useUrlState();
  const filter = readRecommendationFilter(params);
  return (
    <Table state={filter} query={recommendationQuery(filter)} filters={<Filters {...props} />} />
  );
}

/** The same list for one item, without filters. */
export function ItemRecommendations({ item }: { item: number }) {
  const { params } = useUrlState();
  const state = readListState(params);
  return <Table state={state} query={itemRecommendationsQuery(item, state)} />;
}

type TableProps = { state: ListState; query: RecommendationQuery; filters?: ReactNode };

function Table({ state, query, filters }: TableProps) {
  const t = useTranslate();
  const format = useFormat();
  const { params, update } = useUrlState();
  const answer = useRecommendations(query);
  return (
    <>
      <DataTable
        name="recommendations"
        label={t("nav.recommendations")}
        columns={recommendationColumns(t, format, (id) => update({ recommendation: id }))}
        answer={answer}
        state={state}
        onChange={update}
        csv={csvHref(RECOMMENDATIONS, query)}
        filters={filters}
      />
      <RecommendationDrawer
        id={positiveId(params.get("recommendation"))}
        onClose={() => update({ recommendation: null })}
      />
    </>
  );
}

function Filters({ sites, families }: Props) {
  const t = useTranslate();
  const { params, update } = useUrlState();
  const filter = readRecommendationFilter(params);
  const { set, coded } = useFilters(update);
  return (
    <>
      <FilterSelect
        label={t("alert.status")}
        value={filter.status}
        options={coded(STATUSES, "status")}
        onChange={set("status")}
      />
      <FilterSelect
        label={t("advice.priority")}
        width={120}
        value={filter.priority}
        options={coded(PRIORITIES, "priority")}
        onChange={set("priority")}
      />
      <FilterSelect
        label={t("advice.type")}
        value={filter.type}
        options={coded(TYPES, "advice-type")}
        onChange={set("type")}
      />
      <FilterSelect
        label={t("filter.site")}
        width={190}
        value={filter.site}
        options={sites}
        onChange={set("site")}
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
