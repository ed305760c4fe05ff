"use client";

import { Badge, Group, Text } from "@mantine/core";
import { SimpleTable } from "@/components/simple-table";
import { useFormat, useTranslate } from "@/lib/i18n/provider";

export type Rung = {
  sequence: number;
  horizon: string;
  quantity: string;
  lead_time_hours: string;
  arrives_at: string;
  is_in_time: boolean | null;
  source_site_name?: string | null;
  donation_no?: string | null;
  supplier_name?: string | null;
  name?: string;
};

/** Which sources fill the gap, in the order in which they are called on. */
export function Ladder({ parts, unit }: { parts: readonly Rung[]; unit: string }) {
  const t = useTranslate();
  const format = useFormat();
  if (parts.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("needs.ladder.none")}
      </Text>
    );
  }
  return (
    <SimpleTable
      label={t("needs.ladder")}
      rows={parts}
      keyOf={(part) => part.sequence}
      columns={[
        {
          label: t("needs.source"),
          isTitle: true,
          render: (part) => (
            <>
              {nameOf(part) ?? t("needs.any-supplier")}
              <Text size="xs" c="dimmed">
                {t.code("horizon", part.horizon)}
              </Text>
            </>
          ),
        },
        {
          label: t("needs.quantity"),
          align: "end",
          render: (part) => `${format.number(part.quantity, 2)} ${unit}`,
        },
        {
          label: t("needs.lead-time"),
          align: "end",
          render: (part) => format.hours(part.lead_time_hours),
        },
        {
          label: t("needs.arrives"),
          render: (part) => (
            <Group gap={6}>
              {format.instant(part.arrives_at)}
              <InTime isInTime={part.is_in_time} />
            </Group>
          ),
        },
      ]}
    />
  );
}

function nameOf(part: Rung): string | null {
  const named = part.source_site_name ?? part.donation_no ?? part.supplier_name ?? part.name;
  return named === undefined || named === "" ? null : named;
}

/** Whether it comes before the site has nothing left; unknown says nothing. */
function InTime({ isInTime }: { isInTime: boolean | null }) {
  const t = useTranslate();
  if (isInTime === null) return null;
  return (
    <Badge className="qm-badge" variant="light" color={isInTime ? "moss" : "amber"}>
      {t(isInTime ? "needs.in-time" : "needs.too-late")}
    </Badge>
  );
}
