"use client";

import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { PhaseBadge } from "@/components/badges";
import { Facts, type Fact } from "@/components/facts";
import type { NeedsEvent } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useMay } from "@/lib/permissions";
import classes from "./events.module.css";
import { PhaseHistoryPanel } from "./phase-history-panel";
import { PhaseWindows } from "./phase-windows";
import { useEvent } from "./queries";

const PhaseDialog = dynamic(() => import("./phase-dialog").then((module) => module.PhaseDialog));
const EditEventDialog = dynamic(() =>
  import("./edit-event-dialog").then((module) => module.EditEventDialog),
);

type Wanted = "phase" | "edit" | null;

/** One event: the phase it is in, how each phase calculates, and the phases so far. */
export function EventView({ id }: { id: number }) {
  const t = useTranslate();
  const format = useFormat();
  const { data: event } = useEvent(id);
  const [wanted, setWanted] = useState<Wanted>(null);
  const close = () => setWanted(null);
  if (!event) return null;
  return (
    <>
      <header>
        <Anchor component={Link} href="/events" size="sm" className={classes.back}>
          <IconChevronLeft size={15} aria-hidden="true" />
          {t("nav.events")}
        </Anchor>
        <Group justify="space-between" align="flex-end" mb="sm" gap="sm">
          <Group gap="sm" align="center">
            <Title order={1}>{event.name}</Title>
            <Text c="dimmed">{event.code}</Text>
            <PhaseBadge phase={event.current_phase} />
          </Group>
          <EventButtons event={event} onWant={setWanted} />
        </Group>
        <Facts isWide facts={factsOf(event, t, format)} />
      </header>
      <Stack gap="md" mt="md">
        <PhaseWindows event={event} />
        <PhaseHistoryPanel event={event} />
      </Stack>
      {wanted === "phase" && <PhaseDialog event={event} onClose={close} />}
      {wanted === "edit" && <EditEventDialog event={event} onClose={close} />}
    </>
  );
}

type ButtonsProps = { event: NeedsEvent; onWant: (wanted: Wanted) => void };

function EventButtons({ event, onWant }: ButtonsProps) {
  const t = useTranslate();
  const mayManage = useMay("needs:event:manage");
  if (!mayManage) return null;
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => onWant("edit")}>
        {t("event.edit")}
      </Button>
      {event.status === "ACTIVE" && (
        <Button onClick={() => onWant("phase")}>{t("event.change-phase")}</Button>
      )}
    </Group>
  );
}

function factsOf(event: NeedsEvent, t: Translate, format: Format): Fact[] {
  return [
    { label: t("event.status"), value: t.code("event-status", event.status) },
    { label: t("event.kind"), value: event.kind ?? ABSENT },
    { label: t("event.started"), value: format.instant(event.started_at) },
    { label: t("event.closed"), value: format.instant(event.closed_at) },
    { label: t("event.phase-since"), value: format.instant(event.phase_changed_at) },
    { label: t("event.phase-by"), value: event.phase_changed_by ?? ABSENT },
    { label: t("event.phase-reason"), value: event.phase_reason ?? ABSENT },
    { label: t("event.open-lists"), value: format.number(event.open_needs_lists) },
  ];
}
