import type { ReactNode } from "react";
import classes from "./data-table/table.module.css";

export type SimpleColumn<Row> = {
  label: string;
  render: (row: Row) => ReactNode;
  align?: "end";
  isTitle?: boolean;
};

type Props<Row> = {
  label: string;
  columns: readonly SimpleColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
};

/** A short table that is shown whole: nothing to sort, nothing to turn over. */
export function SimpleTable<Row>({ label, columns, rows, keyOf }: Props<Row>) {
  return (
    <div className={classes.scroll} role="region" aria-label={label} tabIndex={0}>
      <table className={classes.table} role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.label}
                role="columnheader"
                scope="col"
                className={column.align === "end" ? classes.end : undefined}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row">
              {columns.map((column) => (
                <td
                  key={column.label}
                  role="cell"
                  data-label={column.label}
                  data-title={column.isTitle || undefined}
                  className={column.align === "end" ? classes.end : undefined}
                >
                  {column.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
