"use client";

import { Code, Group, SimpleGrid, Skeleton, Text } from "@mantine/core";
import { ErrorState } from "@/components/error-state";
import { Panel } from "@/components/panel";
import { useTranslate } from "@/lib/i18n/provider";
import { useRoles } from "./queries";

/** Roles are sets of permissions, seeded with the application; here they are read. */
export function RolesList() {
  const t = useTranslate();
  const { data, error, mutate } = useRoles();
  if (error && !data) return <ErrorState error={error} onRetry={() => void mutate()} />;
  return (
    <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }} spacing="md">
      {!data && [0, 1, 2].map((index) => <Skeleton key={index} height={240} radius="md" />)}
      {data?.data.map((role) => (
        <Panel
          key={role.id}
          title={t.code("role", role.name)}
          aside={
            <Text size="xs" c="dimmed">
              {t.count("role.count", role.permissions.length)}
            </Text>
          }
        >
          <Text size="sm" mb="sm">
            {role.description}
          </Text>
          <Group gap={6} aria-label={t("role.permissions")} role="list">
            {role.permissions.map((permission) => (
              <Code key={permission} fz="xs" role="listitem">
                {permission}
              </Code>
            ))}
          </Group>
        </Panel>
      ))}
    </SimpleGrid>
  );
}
