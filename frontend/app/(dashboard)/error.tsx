"use client";

import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslate } from "@/lib/i18n/provider";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function DashboardError({ error, reset }: Props) {
  const t = useTranslate();
  return (
    <Stack gap="sm" py={60} maw={520} role="alert">
      <Title order={1}>{t("error.title")}</Title>
      <Text>{t("error.text")}</Text>
      {error.digest && (
        <Text size="xs" c="dimmed">
          {error.digest}
        </Text>
      )}
      <Group>
        <Button onClick={reset}>{t("error.retry")}</Button>
      </Group>
    </Stack>
  );
}
