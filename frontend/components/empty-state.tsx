"use client";

import { Stack, Text } from "@mantine/core";
import { IconBoxOff, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslate } from "@/lib/i18n/provider";

type Props = { title?: string; text?: string; icon?: Icon; action?: ReactNode };

/** Nothing to show is an answer too: it says what is missing and what would change that. */
export function EmptyState({ title, text, icon: Picture = IconBoxOff, action }: Props) {
  const t = useTranslate();
  return (
    <Stack align="center" gap={6} py={44} px="md" ta="center">
      <Picture size={30} stroke={1.3} color="var(--qm-muted)" aria-hidden="true" />
      <Text fw={600}>{title ?? t("empty.title")}</Text>
      <Text size="sm" c="dimmed" maw={420}>
        {text ?? t("empty.text")}
      </Text>
      {action}
    </Stack>
  );
}
