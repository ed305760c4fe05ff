"use client";

import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import { directionOf, nextSort, type Direction } from "@/lib/list-state";
import type { Column } from "./columns";
import classes from "./table.module.css";

const ARROWS: Record<Direction, typeof IconArrowUp> = {
  ascending: IconArrowUp,
  descending: IconArrowDown,
  none: IconArrowsSort,
};

type Props<Row> = {
  column: Column<Row>;
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
};

export function HeaderCell<Row>({ column, sort, onSort }: Props<Row>) {
  const className = column.align === "end" ? classes.end : undefined;
  const { sort: key } = column;
  if (!key) {
    return (
      <th role="columnheader" scope="col" className={className} style={{ width: column.width }}>
        {column.label}
      </th>
    );
  }
  const direction = directionOf(sort, key);
  const Arrow = ARROWS[direction];
  return (
    <th
      role="columnheader"
      scope="col"
      className={className}
      style={{ width: column.width }}
      aria-sort={direction}
    >
      <UnstyledButton
        className={classes.sort}
        data-active={direction !== "none" || undefined}
        onClick={() => onSort(nextSort(sort, key))}
      >
        {column.label}
        <Arrow size={14} stroke={1.8} opacity={direction === "none" ? 0.4 : 1} aria-hidden="true" />
      </UnstyledButton>
    </th>
  );
}
