"use client";

import { Button, Stack, Text } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { explainError } from "@/lib/api/problem";
import { useTranslate } from "@/lib/i18n/provider";

type Props = { error: unknown; onRetry?: () => void };

export function ErrorState({ error, onRetry }: Props) {
  const t = useTranslate();
  return (
    <Stack align="center" gap={6} py={44} px="md" ta="center" role="alert">
      <IconPlugConnectedX size={30} stroke={1.3} color="var(--qm-critical)" aria-hidden="true" />
      <Text fw={600}>{t("error.part")}</Text>
      <Text size="sm" c="dimmed" maw={420}>
        {explainError(error, t)}
      </Text>
      {onRetry && (
        <Button variant="default" mt="xs" onClick={onRetry}>
          {t("error.retry")}
        </Button>
      )}
    </Stack>
  );
}
