"use client";

import { ActionIcon, Group, NativeSelect, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { PAGE_SIZES, type ListState } from "@/lib/list-state";
import type { Patch } from "@/lib/url-state";

type Props = { total: number; state: ListState; onChange: (patch: Patch) => void };

export function Pager({ total, state, onChange }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const { limit, offset } = state;
  const last = Math.min(offset + limit, total);
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm" c="dimmed" className="numeric" aria-live="polite">
        {t("table.range", {
          first: format.number(total === 0 ? 0 : offset + 1),
          last: format.number(last),
          total: format.number(total),
        })}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <NativeSelect
          size="xs"
          aria-label={t("table.page-size")}
          value={String(limit)}
          data={PAGE_SIZES.map((size) => ({
            value: String(size),
            label: t("table.per-page", { count: size }),
          }))}
          onChange={(event) => onChange({ limit: event.currentTarget.value, offset: null })}
        />
        <ActionIcon
          variant="default"
          size="md"
          aria-label={t("table.previous")}
          disabled={offset === 0}
          onClick={() => onChange({ offset: Math.max(0, offset - limit) || null })}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="md"
          aria-label={t("table.next")}
          disabled={last >= total}
          onClick={() => onChange({ offset: offset + limit })}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
      </Group>
    </Group>
  );
}
