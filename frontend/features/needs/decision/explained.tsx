"use client";

import { Popover, Stack, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslate } from "@/lib/i18n/provider";
import classes from "./sheet.module.css";

type Props = { what: string; lines?: readonly string[]; more?: ReactNode; children: ReactNode };

/** A figure that says on a click how it came about. */
export function Explained({ what, lines = [], more, children }: Props) {
  const t = useTranslate();
  return (
    <Popover width={320} shadow="md" position="bottom-start" withinPortal>
      <Popover.Target>
        <UnstyledButton className={classes.explained}>
          <VisuallyHidden>{t("decision.explain", { what })}: </VisuallyHidden>
          {children}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.explanation}>
        <Stack gap={4}>
          {lines.map((line) => (
            <Text key={line} size="sm" className="numeric">
              {line}
            </Text>
          ))}
          {more}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
