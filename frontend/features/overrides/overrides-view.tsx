"use client";

import { Button, SegmentedControl, Stack } from "@mantine/core";
import { useMemo, useState } from "react";
import { ChartPart } from "@/components/chart/chart-part";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/empty-state";
import { Panel } from "@/components/panel";
import { SimpleTable } from "@/components/simple-table";
import type { OverrideValue } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { readListState } from "@/lib/list-state";
import type { Option } from "@/lib/options";
import { useMay } from "@/lib/permissions";
import { csvHref } from "@/lib/query-string";
import { useUrlState } from "@/lib/url-state";
import { overrideColumns, valueColumns } from "./columns";
import { OVERRIDES } from "./keys";
import { OverrideDialog } from "./override-dialog";
import { useOverrides, useValue } from "./queries";
import { WithdrawButton } from "./withdraw-button";

const GROUPS = ["reason_code", "team", "made_by"] as const;
type Group = (typeof GROUPS)[number];

export function OverridesView({ sites }: { sites: readonly Option[] }) {
  return (
    <Stack gap="lg">
      <Value />
      <List sites={sites} />
    </Stack>
  );
}

/** By reason, team or person: did knowing better make it better? */
function Value() {
  const t = useTranslate();
  const format = useFormat();
  const [by, setBy] = useState<Group>("reason_code");
  const { data, error, mutate } = useValue(by);
  const nameOf = (row: OverrideValue) =>
    by === "reason_code" ? t.code("override-reason", row.name) : row.name;
  const groups = (
    <SegmentedControl
      size="xs"
      aria-label={t("override.by")}
      value={by}
      onChange={(value) => setBy(value as Group)}
      data={GROUPS.map((value) => ({ value, label: t.code("override-by", value) }))}
    />
  );
  return (
    <Panel title={t("override.values")} aside={groups} isFlush>
      <ChartPart isLoading={!data} error={error} onRetry={() => void mutate()} height={120}>
        {data?.data.length ? (
          <SimpleTable
            label={t("override.values")}
            columns={valueColumns(t, format, nameOf)}
            rows={data.data}
            keyOf={(row) => row.name}
          />
        ) : (
          <EmptyState title={t("override.none.title")} text={t("override.none.text")} />
        )}
      </ChartPart>
    </Panel>
  );
}

function List({ sites }: { sites: readonly Option[] }) {
  const t = useTranslate();
  const format = useFormat();
  const mayChange = useMay("planning:policy:update");
  const [isOpen, setOpen] = useState(false);
  const { params, update } = useUrlState();
  const state = readListState(params);
  const answer = useOverrides(state);
  const columns = useMemo(() => {
    const shown = overrideColumns(t, format);
    if (!mayChange) return shown;
    const action = {
      key: "withdraw",
      label: t("override.withdraw"),
      render: WithdrawButton,
    };
    return [...shown, action];
  }, [t, format, mayChange]);
  return (
    <>
      <DataTable
        name="overrides"
        label={t("nav.overrides")}
        columns={columns}
        answer={answer}
        state={state}
        onChange={update}
        csv={csvHref(OVERRIDES, state)}
        empty={<EmptyState title={t("override.empty.title")} text={t("override.empty.text")} />}
        actions={mayChange && <Button onClick={() => setOpen(true)}>{t("override.make")}</Button>}
      />
      {isOpen && <OverrideDialog sites={sites} onClose={() => setOpen(false)} />}
    </>
  );
}
