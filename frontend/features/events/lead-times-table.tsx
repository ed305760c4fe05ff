"use client";

import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Column } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { FilterSelect, useFilters } from "@/components/filters";
import type { LeadTime } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import type { Option } from "@/lib/options";
import { useMay } from "@/lib/permissions";
import { csvHref } from "@/lib/query-string";
import { useUrlState, type Patch } from "@/lib/url-state";
import { HORIZONS, leadTimeQuery, readLeadTimeFilter, type LeadTimeFilter } from "./filters";
import { LEAD_TIMES, useLeadTimes } from "./queries";

const NewLeadTimeDialog = dynamic(() =>
  import("./new-lead-time-dialog").then((module) => module.NewLeadTimeDialog),
);
const EditLeadTimeDialog = dynamic(() =>
  import("./edit-lead-time-dialog").then((module) => module.EditLeadTimeDialog),
);

/** The defaults count from a day before anything else does. */
const SINCE_EVER = "1970-01-01";

type Props = { sites: readonly Option[]; suppliers: readonly Option[] };

export function LeadTimesTable(props: Props) {
  const t = useTranslate();
  const format = useFormat();
  const mayManage = useMay("needs:lead_time:manage");
  const { params, update } = useUrlState();
  const filter = readLeadTimeFilter(params);
  const query = leadTimeQuery(filter);
  const answer = useLeadTimes(query);
  const [isCreating, setCreating] = useState(false);
  const [changing, setChanging] = useState<LeadTime | null>(null);
  return (
    <>
      <DataTable
        name="lead-times"
        label={t("lead-time.page")}
        columns={leadTimeColumns(t, format, mayManage ? setChanging : null)}
        answer={answer}
        state={filter}
        onChange={update}
        csv={csvHref(LEAD_TIMES, query)}
        filters={<LeadTimeFilters {...props} filter={filter} onChange={update} />}
        actions={
          mayManage && (
            <Button
              leftSection={<IconPlus size={16} stroke={1.6} />}
              onClick={() => setCreating(true)}
            >
              {t("lead-time.new")}
            </Button>
          )
        }
      />
      {isCreating && <NewLeadTimeDialog {...props} onClose={() => setCreating(false)} />}
      {changing && <EditLeadTimeDialog leadTime={changing} onClose={() => setChanging(null)} />}
    </>
  );
}

/** Which way it is for, in words. */
export function wayOf(row: LeadTime, t: Translate): string {
  if (row.is_default) return t("lead-time.default");
  const to = row.to_site_code ?? "";
  const supplier = row.supplier_code ?? "";
  if (row.horizon === "A") return t("lead-time.route", { from: row.from_site_code ?? "", to });
  if (row.to_site_id === null) return t("lead-time.from-supplier", { supplier });
  return t("lead-time.from-supplier-to", { supplier, to });
}

function leadTimeColumns(
  t: Translate,
  format: Format,
  change: ((leadTime: LeadTime) => void) | null,
): Column<LeadTime>[] {
  const columns: Column<LeadTime>[] = [
    {
      key: "way",
      label: t("lead-time.way"),
      isTitle: true,
      render: (row) => (
        <Text span inherit fw={560}>
          {wayOf(row, t)}
        </Text>
      ),
    },
    {
      key: "horizon",
      label: t("lead-time.horizon"),
      sort: "horizon",
      render: (row) => t.code("horizon", row.horizon),
    },
    {
      key: "hours",
      label: t("lead-time.hours"),
      sort: "hours",
      align: "end",
      render: (row) => format.hours(row.hours),
    },
    {
      key: "from",
      label: t("lead-time.effective-from"),
      sort: "effective_from",
      render: (row) =>
        row.effective_from === SINCE_EVER ? t("lead-time.always") : format.date(row.effective_from),
    },
    {
      key: "to",
      label: t("lead-time.effective-to"),
      sort: "effective_to",
      render: (row) => format.date(row.effective_to),
    },
    {
      key: "reason",
      label: t("lead-time.reason"),
      render: (row) => row.reason ?? ABSENT,
    },
  ];
  if (change === null) return columns;
  const button: Column<LeadTime> = {
    key: "change",
    label: "",
    align: "end",
    render: (row) => (
      <Button
        size="compact-xs"
        variant="light"
        aria-label={`${t("lead-time.change")}: ${wayOf(row, t)}`}
        onClick={() => change(row)}
      >
        {t("lead-time.change")}
      </Button>
    ),
  };
  return [...columns, button];
}

type FiltersProps = Props & { filter: LeadTimeFilter; onChange: (patch: Patch) => void };

function LeadTimeFilters({ filter, sites, suppliers, onChange }: FiltersProps) {
  const t = useTranslate();
  const { set, coded } = useFilters(onChange);
  const chosen = (id: number | undefined) => (id === undefined ? undefined : String(id));
  return (
    <>
      <FilterSelect
        label={t("lead-time.horizon")}
        value={filter.horizon}
        options={coded(HORIZONS, "horizon")}
        onChange={set("horizon")}
      />
      <FilterSelect
        label={t("filter.site")}
        width={190}
        value={chosen(filter.site)}
        options={sites}
        onChange={set("site")}
      />
      <FilterSelect
        label={t("lead-time.supplier")}
        width={200}
        value={chosen(filter.supplier)}
        options={suppliers}
        onChange={set("supplier")}
      />
    </>
  );
}
