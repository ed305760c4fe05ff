"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfidenceBadge, NeedsStatusBadge } from "@/components/badges";
import { ErrorState } from "@/components/error-state";
import { NamedLink } from "@/components/named-link";
import { Panel } from "@/components/panel";
import type { NeedsListDetail } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { useMay } from "@/lib/permissions";
import { useNeedsList } from "../queries";
import { StepDialog } from "../step-dialog";
import type { WizardControl } from "./use-wizard";

/** The drafts that were made: look through them, adjust lines, and hand each one in. */
export function SubmitStep({ wizard }: { wizard: WizardControl }) {
  const t = useTranslate();
  const router = useRouter();
  const { needs_list_ids: ids } = wizard.document;

  async function finish() {
    await wizard.forget();
    router.push("/needs-lists");
  }

  return (
    <Stack gap="md">
      <Text size="sm">{t("wizard.drafted")}</Text>
      {ids.map((id) => (
        <DraftPanel key={id} id={id} />
      ))}
      <Group gap="sm">
        <Button variant="default" onClick={() => wizard.change({ step: 2, needs_list_ids: [] })}>
          {t("wizard.calculate-again")}
        </Button>
        <Button onClick={() => void finish()}>{t("wizard.finish")}</Button>
      </Group>
    </Stack>
  );
}

function DraftPanel({ id }: { id: number }) {
  const { data, error, mutate } = useNeedsList(id);
  if (error) return <ErrorState error={error} onRetry={() => void mutate()} />;
  return data ? <Draft list={data} /> : null;
}

function Draft({ list }: { list: NeedsListDetail }) {
  const t = useTranslate();
  const format = useFormat();
  const maySubmit = useMay("needs:list:submit") && list.actions.includes("submit");
  const [isSubmitting, setIsSubmitting] = useState(false);
  return (
    <Panel>
      <Group justify="space-between" gap="sm">
        <div>
          <NamedLink
            href={`/needs-lists/${list.id}`}
            name={list.needs_list_no}
            code={`${list.site_name} · ${t.count("needs.line-count", list.line_count)} · ${
              list.total_estimated_value === null
                ? t("needs.cost-missing")
                : format.money(list.total_estimated_value)
            }`}
          />
          <Group gap="xs" mt={6}>
            <NeedsStatusBadge status={list.status} />
            <ConfidenceBadge level={list.confidence} reasons={list.confidence_reasons} />
          </Group>
        </div>
        <Group gap="xs">
          <Button component={Link} href={`/needs-lists/${list.id}`} variant="default">
            {t("wizard.open")}
          </Button>
          {maySubmit && (
            <Button
              leftSection={<IconSend size={16} stroke={1.8} aria-hidden="true" />}
              onClick={() => setIsSubmitting(true)}
            >
              {t("needs.submit")}
            </Button>
          )}
        </Group>
      </Group>
      {isSubmitting && (
        <StepDialog list={list} action="submit" onClose={() => setIsSubmitting(false)} />
      )}
    </Panel>
  );
}
