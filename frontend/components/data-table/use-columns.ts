"use client";

import { useLocalStorage } from "@mantine/hooks";
import type { Column } from "./columns";

/** Which columns somebody chose to see, remembered for each table in this browser. */
export function useColumns<Row>(table: string, columns: readonly Column<Row>[]) {
  const [flipped, setFlipped] = useLocalStorage<string[]>({
    key: `quartermaster.columns.${table}`,
    defaultValue: [],
  });
  const isShown = (column: Column<Row>) =>
    column.isTitle || Boolean(column.isOptional) === flipped.includes(column.key);
  return {
    shown: columns.filter(isShown),
    isShown,
    toggle: (key: string) =>
      setFlipped((keys) => (keys.includes(key) ? keys.filter((k) => k !== key) : [...keys, key])),
  };
}
