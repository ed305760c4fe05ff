"use client";

import { Button, Code, CopyButton, Group, Modal, Stack, Text } from "@mantine/core";
import { useTranslate } from "@/lib/i18n/provider";

type Props = { title: string; password: string; onClose: () => void };

/** A generated password, shown once. A click beside the dialog must not lose it. */
export function PasswordDialog({ title, password, onClose }: Props) {
  const t = useTranslate();
  return (
    <Modal opened onClose={onClose} title={title} closeOnClickOutside={false}>
      <Stack gap="md">
        <Text size="sm">{t("user.password.once")}</Text>
        <Group gap="sm" wrap="nowrap">
          <Code fz="md" flex={1} aria-label={t("user.password")}>
            {password}
          </Code>
          <CopyButton value={password}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {t(copied ? "user.password.copied" : "user.password.copy")}
              </Button>
            )}
          </CopyButton>
        </Group>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t("common.close")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
