"use client";

import { Drawer, Group, Skeleton, Stack, Text, Timeline, Title } from "@mantine/core";
import Link from "next/link";
import { LevelBadge, StatusBadge } from "@/components/badges";
import { ErrorState } from "@/components/error-state";
import { Facts, type Fact } from "@/components/facts";
import type { Alert, AlertDetail } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { writtenParam } from "@/lib/written";
import type { AlertAction } from "./alert-action-form";
import { AlertButtons } from "./alert-buttons";
import { sentenceOf, subjectOf } from "./alert-text";
import { useAlert } from "./queries";

type Props = {
  id: number | undefined;
  onClose: () => void;
  onAct: (alert: Alert, action: AlertAction) => void;
};

export function AlertDrawer({ id, onClose, onAct }: Props) {
  const t = useTranslate();
  const { data, error, mutate } = useAlert(id);
  const shown = data?.id === id ? data : undefined;
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size="md"
      title={t("alert.alert")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {error ? <ErrorState error={error} onRetry={() => void mutate()} /> : null}
      {!error && !shown && <Skeleton height={260} />}
      {!error && shown && <AlertBody alert={shown} onAct={(action) => onAct(shown, action)} />}
    </Drawer>
  );
}

type BodyProps = { alert: AlertDetail; onAct: (action: AlertAction) => void };

function AlertBody({ alert, onAct }: BodyProps) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Stack gap="md">
      <div>
        <Title order={2}>{t.code("alert-type", alert.type)}</Title>
        <Text size="sm">
          {alert.item_id === null ? (
            subjectOf(alert)
          ) : (
            <Link href={`/materials/${alert.item_id}`}>{subjectOf(alert)}</Link>
          )}
        </Text>
      </div>
      <Group gap="xs">
        <LevelBadge level={alert.level} />
        <StatusBadge status={alert.status} />
      </Group>
      <Text size="sm">{sentenceOf(alert, t, format)}</Text>
      {alert.is_suppressed && (
        <Text size="sm" c="dimmed">
          {t("alert.suppressed.text")}
        </Text>
      )}
      <AlertButtons alert={alert} onAct={onAct} />
      <Facts facts={factsOf(alert, t, format)} />
      <div>
        <Title order={3} mb="xs">
          {t("alert.history")}
        </Title>
        <History events={alert.history} />
      </div>
    </Stack>
  );
}

function factsOf(alert: AlertDetail, t: Translate, format: Format): Fact[] {
  const measured = Object.entries(alert.params)
    .filter(([name]) => name !== "sku" && name !== "site")
    .map(([name, value]) => ({
      label: t.code("param", name),
      value: writtenParam(value, t, format),
    }));
  return [
    { label: t("filter.site"), value: alert.site_name ?? alert.site_code ?? ABSENT },
    ...measured,
    { label: t("alert.opened"), value: format.instant(alert.opened_at) },
    { label: t("alert.seen"), value: format.instant(alert.last_seen_at) },
    { label: t("alert.owner"), value: alert.owner ?? ABSENT },
    { label: t("alert.promised"), value: format.date(alert.promised_at) },
    { label: t("alert.snoozed"), value: format.instant(alert.snoozed_until) },
    { label: t("alert.note"), value: alert.note ?? ABSENT },
  ];
}

function History({ events }: { events: AlertDetail["history"] }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Timeline bulletSize={12} lineWidth={2} active={0}>
      {events.map((event) => (
        <Timeline.Item key={event.id} title={t.code("alert-event", event.action)}>
          <Text size="xs" c="dimmed">
            {format.instant(event.at)} · {event.actor}
          </Text>
          {event.note && <Text size="sm">{event.note}</Text>}
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
