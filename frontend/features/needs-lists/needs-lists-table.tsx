"use client";

import { Button, Checkbox } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/empty-state";
import { FilterSearch, FilterSelect, useFilters } from "@/components/filters";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { useMay } from "@/lib/permissions";
import { csvHref } from "@/lib/query-string";
import { useUrlState, type Patch } from "@/lib/url-state";
import { needsListColumns } from "./columns";
import {
  needsListQuery,
  PHASES,
  readNeedsListFilter,
  STATUS_CHOICES,
  type NeedsListFilter,
} from "./filters";
import { NEEDS_LISTS, useNeedsLists } from "./queries";

type Props = { events: readonly Option[]; sites: readonly Option[] };

export function NeedsListsTable({ events, sites }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const { params, update } = useUrlState();
  const filter = readNeedsListFilter(params);
  const query = needsListQuery(filter);
  const answer = useNeedsLists(query);
  return (
    <DataTable
      name="needs-lists"
      label={t("nav.needs-lists")}
      columns={needsListColumns(t, format)}
      answer={answer}
      state={filter}
      onChange={update}
      csv={csvHref(NEEDS_LISTS, query)}
      filters={<Filters filter={filter} events={events} sites={sites} onChange={update} />}
      empty={
        <EmptyState
          title={t("needs.empty.title")}
          text={t("needs.empty.text")}
          action={<NewList />}
        />
      }
    />
  );
}

export function NewList() {
  const t = useTranslate();
  if (!useMay("needs:list:draft")) return null;
  return (
    <Button
      component={Link}
      href="/needs-lists/new"
      leftSection={<IconPlus size={16} stroke={1.8} aria-hidden="true" />}
    >
      {t("needs.new")}
    </Button>
  );
}

type FiltersProps = Props & { filter: NeedsListFilter; onChange: (patch: Patch) => void };

function Filters({ filter, events, sites, onChange }: FiltersProps) {
  const t = useTranslate();
  const { set, coded } = useFilters(onChange);
  return (
    <>
      <FilterSearch
        label={t("filter.search")}
        placeholder={t("needs.search")}
        value={filter.q}
        onChange={set("q")}
      />
      <FilterSelect
        label={t("needs.status")}
        placeholder={t("needs.open")}
        width={170}
        value={filter.status}
        options={coded(STATUS_CHOICES, "needs-status")}
        onChange={set("status")}
      />
      <FilterSelect
        label={t("needs.event")}
        width={190}
        value={filter.event}
        options={events}
        onChange={set("event")}
      />
      <FilterSelect
        label={t("filter.site")}
        width={190}
        value={filter.site}
        options={sites}
        onChange={set("site")}
      />
      <FilterSelect
        label={t("needs.phase")}
        width={130}
        value={filter.phase}
        options={coded(PHASES, "phase")}
        onChange={set("phase")}
      />
      <Checkbox
        size="xs"
        pb={7}
        label={t("needs.mine")}
        checked={filter.mine === "true"}
        onChange={(event) => set("mine")(event.currentTarget.checked ? "true" : null)}
      />
    </>
  );
}
