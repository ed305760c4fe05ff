"use client";

import { Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { useTranslate } from "@/lib/i18n/provider";

export type ConflictField = { label: string; theirs: string; mine: string };

type Props = {
  opened: boolean;
  fields: readonly ConflictField[];
  busy?: boolean;
  /** Save what was typed on top of what is stored now. */
  onOverwrite: () => void;
  /** Leave the stored version as it is and go back to the form, nothing typed is lost. */
  onClose: () => void;
};

/** Somebody else saved first: both versions side by side, and the choice is the reader's. */
export function ConflictDialog({ opened, fields, busy, onOverwrite, onClose }: Props) {
  const t = useTranslate();
  return (
    <Modal opened={opened} onClose={onClose} title={t("conflict.title")} size="lg" zIndex={400}>
      <Stack gap="md">
        <Text size="sm">{t("conflict.text")}</Text>
        <Table aria-label={t("conflict.title")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("conflict.field")}</Table.Th>
              <Table.Th scope="col">{t("conflict.theirs")}</Table.Th>
              <Table.Th scope="col">{t("conflict.mine")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map(({ label, theirs, mine }) => (
              <Table.Tr key={label}>
                <Table.Th scope="row">{label}</Table.Th>
                <Table.Td>{theirs}</Table.Td>
                <Table.Td fw={theirs === mine ? 400 : 650}>{mine}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("conflict.back")}
          </Button>
          <Button loading={busy} onClick={onOverwrite}>
            {t("conflict.overwrite")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
