"use client";

import { Button, Group, Text } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import { DataTable, type Selection } from "@/components/data-table/data-table";
import { FilterSearch, FilterSelect, useFilters } from "@/components/filters";
import type { Alert } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { useMay } from "@/lib/permissions";
import { csvHref } from "@/lib/query-string";
import { useUrlState, type Patch } from "@/lib/url-state";
import type { AlertAction } from "./alert-action-form";
import { alertColumns } from "./columns";
import { alertQuery, LEVELS, readAlertFilter, STATUSES, TYPES, type AlertFilter } from "./filters";
import { ALERTS, useAlerts } from "./queries";
import { useAlertActions } from "./use-alert-actions";

const AlertDrawer = dynamic(() => import("./alert-drawer").then((module) => module.AlertDrawer));
const AlertActionDialog = dynamic(() =>
  import("./alert-action-dialog").then((module) => module.AlertActionDialog),
);

type Props = { sites: readonly Option[] };

export function AlertsTable({ sites }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const { params, update } = useUrlState();
  const filter = readAlertFilter(params);
  const query = alertQuery(filter);
  const answer = useAlerts(query);
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const actions = useAlertActions();
  const mayUpdate = useMay("alerts:alert:update");
  const selection: Selection = { ids, onChange: setIds };
  const chosen = (answer.data?.data ?? []).filter((alert) => ids.has(alert.id));

  function finish() {
    actions.finish();
    setIds(new Set());
  }

  return (
    <>
      <DataTable
        name="alerts"
        label={t("nav.alerts")}
        columns={alertColumns(t, format, {
          onOpen: actions.open,
          onAct: (alert, action) => actions.act([alert], action),
        })}
        answer={answer}
        state={filter}
        onChange={update}
        csv={csvHref(ALERTS, query)}
        selection={mayUpdate ? selection : undefined}
        filters={<AlertFilters filter={filter} sites={sites} onChange={update} />}
      />
      <BulkBar alerts={chosen} onAct={(action) => actions.act(chosen, action)} />
      <AlertDrawer
        id={actions.openId}
        onClose={actions.close}
        onAct={(alert, action) => actions.act([alert], action)}
      />
      {actions.wanted && <AlertActionDialog {...actions.wanted} onClose={finish} />}
    </>
  );
}

type FiltersProps = Props & { filter: AlertFilter; onChange: (patch: Patch) => void };

function AlertFilters({ filter, sites, onChange }: FiltersProps) {
  const t = useTranslate();
  const { set, coded } = useFilters(onChange);
  return (
    <>
      <FilterSearch label={t("filter.search")} value={filter.q} onChange={set("q")} />
      <FilterSelect
        label={t("alert.status")}
        placeholder={t("alert.unresolved")}
        value={filter.status}
        options={coded(STATUSES, "status")}
        onChange={set("status")}
      />
      <FilterSelect
        label={t("alert.level")}
        width={120}
        value={filter.level}
        options={coded(LEVELS, "level")}
        onChange={set("level")}
      />
      <FilterSelect
        label={t("alert.type")}
        width={190}
        value={filter.type}
        options={coded(TYPES, "alert-type")}
        onChange={set("type")}
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

const BULK: readonly AlertAction[] = ["acknowledge", "snooze", "resolve"];

type BulkProps = { alerts: readonly Alert[]; onAct: (action: AlertAction) => void };

function BulkBar({ alerts, onAct }: BulkProps) {
  const t = useTranslate();
  if (alerts.length === 0) return null;
  return (
    <Group mt="sm" gap="sm" role="toolbar" aria-label={t("alert.bulk")}>
      <Text size="sm" fw={600} aria-live="polite">
        {t.count("alert.many", alerts.length)}
      </Text>
      {BULK.map((action) => (
        <Button key={action} variant="light" onClick={() => onAct(action)}>
          {t(`alert.${action}`)}
        </Button>
      ))}
    </Group>
  );
}
