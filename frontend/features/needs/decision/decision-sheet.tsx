"use client";

import { Alert, Skeleton, Stack, Text } from "@mantine/core";
import { IconClockExclamation } from "@tabler/icons-react";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import type { DecisionSheet } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { useDecisionSheet } from "./queries";
import { SheetHead } from "./sheet-head";
import { SheetLinePanel } from "./sheet-line";
import { StepButtons } from "./step-buttons";

const OPEN = new Set(["DRAFT", "RETURNED", "PENDING_APPROVAL", "UNDER_REVIEW"]);

/** Both sides of a decision on one page, and the buttons that the policy gives to the reader. */
export function DecisionSheetView({ id }: { id: number }) {
  const t = useTranslate();
  const { data, error, mutate } = useDecisionSheet(id);
  if (error && !data) return <ErrorState error={error} onRetry={() => void mutate()} />;
  if (!data) return <Skeleton height={420} radius="md" aria-busy="true" />;
  const waits = data.next_role !== null;
  return (
    <Stack gap="md">
      <Stale sheet={data} />
      <SheetHead sheet={data} />
      <StepButtons
        list={data}
        actions={data.actions}
        isStale={data.stale.length > 0}
        safe={data.safe_lines}
        all={data.lines.length}
      />
      {waits && !data.actions.includes("approve") && (
        <Text size="sm" c="dimmed">
          {t("decision.not-yours")}
        </Text>
      )}
      {data.lines.length === 0 && (
        <EmptyState title={t("decision.empty.title")} text={t("decision.empty.text")} />
      )}
      {data.lines.map((line) => (
        <SheetLinePanel key={line.id} line={line} listId={data.id} isOpen={OPEN.has(data.status)} />
      ))}
    </Stack>
  );
}

function Stale({ sheet }: { sheet: DecisionSheet }) {
  const t = useTranslate();
  const format = useFormat();
  if (sheet.stale.length === 0) return null;
  return (
    <Alert
      color="amber"
      title={t("decision.stale.title")}
      icon={<IconClockExclamation size={18} stroke={1.6} aria-hidden="true" />}
    >
      {sheet.stale.map((site) => (
        <Text key={site.name} size="sm">
          {site.hours_behind === null
            ? t("decision.stale.never", { site: site.name })
            : t("decision.stale.hours", {
                site: site.name,
                hours: format.hours(site.hours_behind),
              })}
        </Text>
      ))}
    </Alert>
  );
}
