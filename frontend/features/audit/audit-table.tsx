"use client";

import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { Column } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { DayInput } from "@/components/day-input";
import { EmptyState } from "@/components/empty-state";
import { FilterSearch, useFilters } from "@/components/filters";
import type { AuditRow } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { csvHref } from "@/lib/query-string";
import { useUrlState } from "@/lib/url-state";
import { AuditEntryDialog } from "./audit-entry-dialog";
import { auditQuery, readAuditFilter } from "./filters";
import { AUDIT, useAuditLog } from "./queries";

export function AuditTable() {
  const t = useTranslate();
  const format = useFormat();
  const { params, update } = useUrlState();
  const filter = readAuditFilter(params);
  const query = auditQuery(filter);
  const answer = useAuditLog(query);
  const [shown, setShown] = useState<AuditRow | null>(null);
  return (
    <>
      <DataTable
        name="audit"
        label={t("admin.audit")}
        columns={auditColumns(t, format, setShown)}
        answer={answer}
        state={filter}
        onChange={update}
        csv={csvHref(AUDIT, query)}
        filters={<AuditFilters />}
        empty={<EmptyState text={t("audit.empty")} />}
      />
      {shown && <AuditEntryDialog entry={shown} onClose={() => setShown(null)} />}
    </>
  );
}

function AuditFilters() {
  const t = useTranslate();
  const { params, update } = useUrlState();
  const filter = readAuditFilter(params);
  const { set } = useFilters(update);
  return (
    <>
      <FilterSearch label={t("audit.actor")} value={filter.actor} onChange={set("actor")} />
      <FilterSearch label={t("audit.action")} value={filter.action} onChange={set("action")} />
      <FilterSearch label={t("audit.entity")} value={filter.entity} onChange={set("entity")} />
      <DayInput
        size="xs"
        width={140}
        label={t("audit.since")}
        value={filter.start ?? null}
        onChange={set("start")}
      />
      <DayInput
        size="xs"
        width={140}
        label={t("audit.until")}
        value={filter.end ?? null}
        onChange={set("end")}
      />
    </>
  );
}

function auditColumns(
  t: Translate,
  format: Format,
  onShow: (entry: AuditRow) => void,
): Column<AuditRow>[] {
  return [
    {
      key: "action",
      label: t("audit.action"),
      sort: "action",
      isTitle: true,
      render: (row) => (
        <Text span inherit fw={560}>
          {row.action}
        </Text>
      ),
    },
    { key: "at", label: t("audit.at"), sort: "at", render: (row) => format.instant(row.at) },
    { key: "actor", label: t("audit.actor"), sort: "actor", render: (row) => row.actor },
    {
      key: "entity",
      label: t("audit.entity"),
      sort: "entity",
      render: (row) => [row.entity, row.entity_id].filter(Boolean).join(" "),
    },
    { key: "reason", label: t("audit.reason"), render: (row) => row.reason ?? ABSENT },
    { key: "ip", label: t("audit.ip"), isOptional: true, render: (row) => row.ip ?? ABSENT },
    {
      key: "request",
      label: t("audit.request"),
      isOptional: true,
      render: (row) => row.request_id ?? ABSENT,
    },
    {
      key: "details",
      label: "",
      align: "end",
      render: (row) => (
        <Button size="compact-xs" variant="default" onClick={() => onShow(row)}>
          {t("audit.show")}
        </Button>
      ),
    },
  ];
}
