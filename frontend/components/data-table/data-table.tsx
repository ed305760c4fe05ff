"use client";

import { Button, Checkbox, Group } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ErrorState } from "@/components/error-state";
import { useTranslate } from "@/lib/i18n/provider";
import type { ListState } from "@/lib/list-state";
import type { Patch } from "@/lib/url-state";
import type { ListAnswer } from "./answer";
import { ColumnChooser } from "./column-chooser";
import type { Column } from "./columns";
import { HeaderCell } from "./header-cell";
import { moveBetweenRows } from "./keyboard";
import { NoRows } from "./no-rows";
import { Pager } from "./pager";
import { TableSkeleton } from "./table-skeleton";
import classes from "./table.module.css";
import { useColumns } from "./use-columns";

export type Selection = { ids: ReadonlySet<number>; onChange: (ids: Set<number>) => void };

type Props<Row extends { id: number }> = {
  /** Names the table in this browser's memory and to a screen reader. */
  name: string;
  label: string;
  columns: readonly Column<Row>[];
  answer: ListAnswer<Row>;
  /** Cut, sort and filters as the address has them, by their names there. */
  state: ListState;
  onChange: (patch: Patch) => void;
  csv?: string;
  filters?: ReactNode;
  actions?: ReactNode;
  /** Stands for the rows where there are none, even without a filter. */
  empty?: ReactNode;
  selection?: Selection;
};

export function DataTable<Row extends { id: number }>(props: Props<Row>) {
  const { columns, answer } = props;
  const rows = answer.data?.data;
  const { shown, isShown, toggle } = useColumns(props.name, columns);
  if (answer.error && !rows) {
    return <ErrorState error={answer.error} onRetry={() => void answer.mutate()} />;
  }
  return (
    <>
      <Group justify="space-between" align="flex-end" mb="sm" gap="sm">
        <Group gap="xs" align="flex-end" className={classes.filters}>
          {props.filters}
        </Group>
        <Group gap="xs" ms="auto">
          <ColumnChooser columns={columns} isShown={isShown} onToggle={toggle} />
          {props.csv && <CsvLink href={props.csv} />}
          {props.actions}
        </Group>
      </Group>
      <div className={classes.frame}>
        {rows === undefined && <TableSkeleton columns={shown.length} />}
        {rows?.length === 0 && (
          <NoRows state={props.state} onChange={props.onChange} none={props.empty} />
        )}
        {rows && rows.length > 0 && <Body {...props} rows={rows} columns={shown} />}
        {answer.data && answer.data.meta.total > 0 && (
          <div className={classes.foot}>
            <Pager total={answer.data.meta.total} state={props.state} onChange={props.onChange} />
          </div>
        )}
      </div>
    </>
  );
}

function CsvLink({ href }: { href: string }) {
  const t = useTranslate();
  return (
    <Button
      component="a"
      href={href}
      download
      variant="default"
      leftSection={<IconDownload size={16} stroke={1.6} />}
    >
      {t("table.csv")}
    </Button>
  );
}

function Body<Row extends { id: number }>(props: Props<Row> & { rows: readonly Row[] }) {
  const { columns, rows, state, selection } = props;
  const sortBy = (sort: string | undefined) => props.onChange({ sort: sort ?? null, offset: null });
  return (
    <div className={classes.scroll} role="region" aria-label={props.label} tabIndex={0}>
      <table className={classes.table} role="table" aria-label={props.label}>
        <thead role="rowgroup">
          <tr role="row">
            {selection && (
              <th role="columnheader" className={classes.check}>
                <SelectAll rows={rows} selection={selection} />
              </th>
            )}
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sort={state.sort} onSort={sortBy} />
            ))}
          </tr>
        </thead>
        <tbody
          role="rowgroup"
          className={props.answer.isLoading ? classes.stale : undefined}
          aria-busy={props.answer.isLoading}
          onKeyDown={moveBetweenRows}
        >
          {rows.map((row) => (
            <BodyRow key={row.id} row={row} columns={columns} selection={selection} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps<Row> = { row: Row; columns: readonly Column<Row>[]; selection?: Selection };

function BodyRow<Row extends { id: number }>({ row, columns, selection }: RowProps<Row>) {
  const t = useTranslate();
  const selected = selection?.ids.has(row.id) ?? false;
  return (
    <tr role="row" data-selected={selected || undefined}>
      {selection && (
        <td role="cell" className={classes.check} data-label="">
          <Checkbox
            size="xs"
            checked={selected}
            aria-label={t("table.select", { id: row.id })}
            onChange={() => selection.onChange(flipped(selection.ids, row.id))}
          />
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.key}
          role="cell"
          data-label={column.label}
          data-title={column.isTitle || undefined}
          className={column.align === "end" ? classes.end : undefined}
        >
          {column.render(row)}
        </td>
      ))}
    </tr>
  );
}

type SelectAllProps = { rows: readonly { id: number }[]; selection: Selection };

function SelectAll({ rows, selection }: SelectAllProps) {
  const t = useTranslate();
  const chosen = rows.filter((row) => selection.ids.has(row.id)).length;
  const all = chosen === rows.length;
  return (
    <Checkbox
      size="xs"
      aria-label={t("table.select-all")}
      checked={all}
      indeterminate={chosen > 0 && !all}
      onChange={() => selection.onChange(new Set(all ? [] : rows.map((row) => row.id)))}
    />
  );
}

function flipped(ids: ReadonlySet<number>, id: number): Set<number> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
