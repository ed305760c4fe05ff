"use client";

import { ActionIcon, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDots } from "@tabler/icons-react";
import { explainError } from "@/lib/api/problem";
import type { User } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useTranslate } from "@/lib/i18n/provider";
import { changeUser, USERS } from "./queries";
import type { UserDeed } from "./user-deed-dialog";

export type UserAction = UserDeed | "edit";

type Props = { user: User; onAct: (action: UserAction) => void };

export function UserMenu({ user, onAct }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate(USERS);

  async function activate() {
    try {
      await changeUser(user.id, user.version, { is_active: true });
      notifications.show({ message: t("user.saved", { name: user.full_name }) });
    } catch (error) {
      notifications.show({ color: "vermilion", message: explainError(error, t) });
    }
    await revalidate();
  }

  return (
    <Menu>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("user.more", { name: user.full_name })}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAct("edit")}>{t("user.edit.short")}</Menu.Item>
        <Menu.Item onClick={() => onAct("reset")}>{t("user.reset")}</Menu.Item>
        {user.is_active ? (
          <Menu.Item color="vermilion" onClick={() => onAct("deactivate")}>
            {t("user.deactivate")}
          </Menu.Item>
        ) : (
          <Menu.Item onClick={() => void activate()}>{t("user.activate")}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
