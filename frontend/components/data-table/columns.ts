import type { ReactNode } from "react";

export type Column<Row> = {
  key: string;
  label: string;
  render: (row: Row) => ReactNode;
  /** The server's name of the column to sort by; without it the header is no button. */
  sort?: string;
  align?: "end";
  /** Shown only when somebody chooses it. */
  isOptional?: boolean;
  /** Names the row: always shown, and the title of its card on a narrow screen. */
  isTitle?: boolean;
  width?: number | string;
};
