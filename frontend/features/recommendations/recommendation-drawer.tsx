"use client";

import { Drawer, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import Link from "next/link";
import { ConfidenceBadge, PriorityBadge, StatusBadge } from "@/components/badges";
import { ErrorState } from "@/components/error-state";
import { type Fact, Facts } from "@/components/facts";
import type { Recommendation } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { DecisionButtons } from "./decision-buttons";
import { Derivation } from "./derivation";
import { useRecommendation } from "./queries";
import { adviceOf } from "./recommendation-text";
import { WhatIf } from "./what-if-form";

type Props = { id: number | undefined; onClose: () => void };

export function RecommendationDrawer({ id, onClose }: Props) {
  const t = useTranslate();
  const { data, error, mutate } = useRecommendation(id);
  const shown = data?.id === id ? data : undefined;
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={t("advice.advice")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {error ? <ErrorState error={error} onRetry={() => void mutate()} /> : null}
      {!error && !shown && <Skeleton height={320} />}
      {!error && shown && <Body advice={shown} />}
    </Drawer>
  );
}

function Body({ advice }: { advice: Recommendation }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Stack gap="md">
      <div>
        <Title order={2}>{adviceOf(advice, t, format)}</Title>
        <Text size="sm">
          <Link href={`/materials/${advice.item_id}`}>{advice.item_name}</Link> · {advice.site_name}
        </Text>
      </div>
      <Group gap="xs">
        <PriorityBadge priority={advice.priority} />
        <StatusBadge status={advice.status} />
        <ConfidenceBadge level={advice.confidence} reasons={advice.confidence_reasons} />
      </Group>
      <DecisionButtons advice={advice} />
      <Facts
        facts={[
          {
            label: t("advice.quantity"),
            value: `${format.number(advice.quantity, 2)} ${advice.unit}`,
          },
          ...planners(advice, t, format),
          { label: t("advice.value"), value: format.money(advice.value) },
          { label: t("advice.action-on"), value: format.date(advice.action_on) },
          { label: t("advice.from"), value: advice.from_site_code ?? ABSENT },
          { label: t("advice.supplier"), value: advice.supplier_name ?? ABSENT },
          { label: t("advice.decided-by"), value: advice.decided_by ?? ABSENT },
          { label: t("advice.reason"), value: advice.decision_reason ?? ABSENT },
        ]}
      />
      {advice.type === "REORDER" && (
        <section aria-label={t("what-if.title")}>
          <Title order={3} mb="xs">
            {t("what-if.title")}
          </Title>
          <WhatIf key={advice.id} itemId={advice.item_id} siteId={advice.site_id} />
        </section>
      )}
      <Derivation id={advice.id} />
    </Stack>
  );
}

/** What a planner orders in the place of the engine's quantity, with who and why. */
function planners(advice: Recommendation, t: Translate, format: Format): Fact[] {
  if (advice.planner_quantity === null) return [];
  return [
    {
      label: t("advice.planner-quantity"),
      value: `${format.number(advice.planner_quantity, 2)} ${advice.unit}`,
    },
    {
      label: t("advice.planner"),
      value: t("advice.planner.why", {
        planner: advice.planner ?? ABSENT,
        reason: advice.planner_reason ?? ABSENT,
      }),
    },
  ];
}
