"use client";

import { useFormat, useTranslate } from "@/lib/i18n/provider";
import classes from "./chart.module.css";
import { figure, momentOf, written, type ChartRow, type FigureColumn } from "./series";

type Props = { label: string; rows: readonly ChartRow[]; columns: FigureColumn[]; height: number };

/** The same figures as the picture, for reading and for those who cannot see it. */
export function ChartTable({ label, rows, columns, height }: Props) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <div
      className={classes.tableFrame}
      style={{ maxHeight: height }}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("chart.date")}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.date}>
              <th scope="row">{momentOf(row.date, format)}</th>
              {columns.map((column) => (
                <td key={column.key}>{written(figure(row, column.key), format)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
