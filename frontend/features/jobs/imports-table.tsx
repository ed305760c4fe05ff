"use client";

import { Stack } from "@mantine/core";
import { IconDatabaseImport } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/empty-state";
import { Panel } from "@/components/panel";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { positiveId, readListState } from "@/lib/list-state";
import { useMay } from "@/lib/permissions";
import { csvHref } from "@/lib/query-string";
import { useUrlState } from "@/lib/url-state";
import { importColumns } from "./import-columns";
import { ImportForm } from "./import-form";
import { IMPORTS, useImports } from "./queries";

const ImportDrawer = dynamic(() => import("./import-drawer").then((module) => module.ImportDrawer));

export function ImportsTable() {
  const t = useTranslate();
  const format = useFormat();
  const mayImport = useMay("jobs:import:create");
  const { params, update } = useUrlState();
  const state = readListState(params);
  const answer = useImports(state);
  const open = (id: number) => update({ import: id });
  return (
    <Stack gap="md">
      {mayImport && (
        <Panel title={t("import.new")}>
          <ImportForm onStarted={open} />
        </Panel>
      )}
      <div>
        <DataTable
          name="imports"
          label={t("import.imports")}
          columns={importColumns(t, format, open)}
          answer={answer}
          state={state}
          onChange={update}
          csv={csvHref(IMPORTS, state)}
          empty={
            <EmptyState
              icon={IconDatabaseImport}
              title={t("import.empty.title")}
              text={t("import.empty.text")}
            />
          }
        />
      </div>
      <ImportDrawer
        id={positiveId(params.get("import"))}
        onClose={() => update({ import: null })}
      />
    </Stack>
  );
}
