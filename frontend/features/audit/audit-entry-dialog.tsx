"use client";

import { Code, Modal, SimpleGrid, Stack, Title } from "@mantine/core";
import { Facts } from "@/components/facts";
import type { AuditRow } from "@/lib/api/schema-names";
import { ABSENT } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";

type Props = { entry: AuditRow; onClose: () => void };

/** One entry with what was stored before and after it. */
export function AuditEntryDialog({ entry, onClose }: Props) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Modal opened onClose={onClose} title={entry.action} size="xl">
      <Stack gap="md">
        <Facts
          isWide
          facts={[
            { label: t("audit.at"), value: format.instant(entry.at) },
            { label: t("audit.actor"), value: entry.actor },
            {
              label: t("audit.entity"),
              value: [entry.entity, entry.entity_id].filter(Boolean).join(" "),
            },
            { label: t("audit.ip"), value: entry.ip ?? ABSENT },
            { label: t("audit.request"), value: entry.request_id ?? ABSENT },
            { label: t("audit.reason"), value: entry.reason ?? ABSENT },
          ]}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <State title={t("audit.before")} state={entry.before} />
          <State title={t("audit.after")} state={entry.after} />
        </SimpleGrid>
      </Stack>
    </Modal>
  );
}

function State({ title, state }: { title: string; state: AuditRow["before"] }) {
  const t = useTranslate();
  return (
    <section aria-label={title}>
      <Title order={3} mb="xs">
        {title}
      </Title>
      <Code block tabIndex={0}>
        {state ? JSON.stringify(state, null, 2) : t("audit.nothing")}
      </Code>
    </section>
  );
}
