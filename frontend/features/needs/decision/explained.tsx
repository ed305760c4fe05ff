"use client";

import { Popover, Stack, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useTranslate } from "@/lib/i18n/provider";
import classes from "./sheet.module.css";

type Props = { what: string; lines?: readonly string[]; more?: ReactNode; children: ReactNode };

/** A figure that says on a click how it came about. */
export function Explained({ what, lines = [], more, children }: Props) {
  const t = useTranslate();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  return (
    <Popover
      opened={isOpen}
      onChange={(open) => !open && close()}
      width={320}
      shadow="md"
      position="bottom-start"
      withinPortal
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.explained}
          onClick={toggle}
          // The focus stays here, where the popover itself does not hear the key.
          onKeyDown={(event) => event.key === "Escape" && close()}
        >
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
