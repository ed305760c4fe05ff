"use client";

import { Button, Group, Modal, Stack, Text, type ModalProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslate } from "@/lib/i18n/provider";

type Props = {
  opened: boolean;
  title: string;
  text?: ReactNode;
  /** Names the deed, never "OK". */
  confirm: string;
  isDangerous?: boolean;
  busy?: boolean;
  size?: ModalProps["size"];
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
};

export function ConfirmDialog(props: Props) {
  const t = useTranslate();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      size={props.size}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Stack gap="md">
        {props.text && <Text size="sm">{props.text}</Text>}
        {props.children}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button
            color={props.isDangerous ? "vermilion" : undefined}
            loading={props.busy}
            onClick={props.onConfirm}
          >
            {props.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
