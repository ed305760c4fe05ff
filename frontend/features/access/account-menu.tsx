"use client";

import { Avatar, Menu, Text, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconLogout } from "@tabler/icons-react";
import { useTranslate } from "@/lib/i18n/provider";
import { loadAnew } from "@/lib/session/leave";
import { signOut } from "./queries";

type Props = { fullName: string; roles: string[] };

export function AccountMenu({ fullName, roles }: Props) {
  const t = useTranslate();

  async function leave() {
    try {
      await signOut();
      loadAnew("/login");
    } catch {
      notifications.show({ color: "vermilion", message: t("shell.sign-out.failed") });
    }
  }

  return (
    <Menu>
      <Menu.Target>
        <UnstyledButton aria-label={t("shell.account", { name: fullName })}>
          <Avatar name={fullName} color="petrol" size={32} radius="sm" aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown miw={190}>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--qm-text)">
            {fullName}
          </Text>
          <Text size="xs">{roles.map((role) => t.code("role", role)).join(", ")}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          {t("shell.sign-out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
