import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

type Props = { title: string; text?: ReactNode; actions?: ReactNode };

export function PageHeader({ title, text, actions }: Props) {
  return (
    <Group component="header" justify="space-between" align="flex-end" mb="md" gap="sm">
      <div>
        <Title order={1}>{title}</Title>
        {text && (
          <Text size="sm" c="dimmed" mt={2}>
            {text}
          </Text>
        )}
      </div>
      {actions}
    </Group>
  );
}
