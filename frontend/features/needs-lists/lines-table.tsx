"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/empty-state";
import { FilterSearch, FilterSelect, useFilters } from "@/components/filters";
import type { NeedsListDetail, NeedsListLine } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { positiveId } from "@/lib/list-state";
import { csvHref } from "@/lib/query-string";
import { useUrlState, type Patch } from "@/lib/url-state";
import { HORIZONS, lineQuery, readLineFilter, SEVERITIES, type LineFilter } from "./filters";
import { lineColumns } from "./line-columns";
import { linesPath, useLines } from "./queries";
import { useFreshNeedsList } from "./use-needs-list";

const LineDrawer = dynamic(() => import("./line-drawer").then((module) => module.LineDrawer));
const AdjustDialog = dynamic(() => import("./adjust-dialog").then((module) => module.AdjustDialog));
const RemoveDialog = dynamic(() => import("./remove-dialog").then((module) => module.RemoveDialog));

export function LinesTable({ initial }: { initial: NeedsListDetail }) {
  const t = useTranslate();
  const format = useFormat();
  const list = useFreshNeedsList(initial);
  const { params, update } = useUrlState();
  const filter = readLineFilter(params);
  const query = lineQuery(filter);
  const answer = useLines(list.id, query);
  const [adjusted, setAdjusted] = useState<NeedsListLine | null>(null);
  const [unwanted, setUnwanted] = useState<NeedsListLine | null>(null);
  const changing = list.is_editable ? { onAdjust: setAdjusted, onRemove: setUnwanted } : {};
  return (
    <section aria-label={t("needs.lines")}>
      <DataTable
        name="needs-list-lines"
        label={t("needs.lines")}
        columns={lineColumns(t, format, {
          onOpen: (id) => update({ line: id }),
          ...changing,
        })}
        answer={answer}
        state={filter}
        onChange={update}
        csv={csvHref(linesPath(list.id), query)}
        filters={<Filters filter={filter} onChange={update} />}
        empty={<EmptyState title={t("needs.no-lines.title")} text={t("needs.no-lines.text")} />}
      />
      <LineDrawer
        list={list}
        lineId={positiveId(params.get("line"))}
        {...changing}
        onClose={() => update({ line: null })}
      />
      {adjusted && <AdjustDialog line={adjusted} onClose={() => setAdjusted(null)} />}
      {unwanted && (
        <RemoveDialog
          line={unwanted}
          onClose={() => setUnwanted(null)}
          onDone={() => update({ line: null })}
        />
      )}
    </section>
  );
}

type FiltersProps = { filter: LineFilter; onChange: (patch: Patch) => void };

function Filters({ filter, onChange }: FiltersProps) {
  const t = useTranslate();
  const { set, coded } = useFilters(onChange);
  return (
    <>
      <FilterSearch label={t("filter.search")} value={filter.q} onChange={set("q")} />
      <FilterSelect
        label={t("needs.severity")}
        value={filter.severity}
        options={coded(SEVERITIES, "severity")}
        onChange={set("severity")}
      />
      <FilterSelect
        label={t("needs.sources")}
        width={180}
        value={filter.horizon}
        options={coded(HORIZONS, "horizon")}
        onChange={set("horizon")}
      />
      <FilterSelect
        label={t("needs.adjusted-filter")}
        width={120}
        value={filter.adjusted}
        options={[
          { value: "true", label: t("common.yes") },
          { value: "false", label: t("common.no") },
        ]}
        onChange={set("adjusted")}
      />
    </>
  );
}
