"use client";

import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { Alert } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import { useMay } from "@/lib/permissions";
import type { AlertAction } from "./alert-action-form";

/** What can be done with an alert in this state, the likeliest first. */
export const ACTIONS: Record<string, readonly AlertAction[]> = {
  OPEN: ["acknowledge", "snooze", "resolve"],
  ACKNOWLEDGED: ["resolve", "snooze", "reopen"],
  SNOOZED: ["reopen", "acknowledge", "resolve"],
  RESOLVED: ["reopen"],
};

type Props = { alert: Alert; onAct: (action: AlertAction) => void };

export function AlertButtons({ alert, onAct }: Props) {
  const t = useTranslate();
  const may = useMay("alerts:alert:update");
  const [first, ...others] = ACTIONS[alert.status] ?? [];
  if (!may || !first) return null;
  return (
    <Group gap={4} wrap="nowrap">
      <Button size="compact-xs" variant="light" onClick={() => onAct(first)}>
        {t(`alert.${first}`)}
      </Button>
      {others.length > 0 && (
        <Menu>
          <Menu.Target>
            <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t("alert.more")}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((action) => (
              <Menu.Item key={action} onClick={() => onAct(action)}>
                {t(`alert.${action}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}
