"use client";

import { Button, Checkbox, Popover, Stack } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useTranslate } from "@/lib/i18n/provider";
import type { Column } from "./columns";

type Props<Row> = {
  columns: readonly Column<Row>[];
  isShown: (column: Column<Row>) => boolean;
  onToggle: (key: string) => void;
};

export function ColumnChooser<Row>({ columns, isShown, onToggle }: Props<Row>) {
  const t = useTranslate();
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} stroke={1.6} />}>
          {t("table.columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" role="group" aria-label={t("table.columns")}>
          {columns
            .filter((column) => !column.isTitle)
            .map((column) => (
              <Checkbox
                key={column.key}
                size="xs"
                label={column.label}
                checked={isShown(column)}
                onChange={() => onToggle(column.key)}
              />
            ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
