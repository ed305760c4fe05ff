"use client";

import { Anchor, Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { PhaseBadge } from "@/components/badges";
import type { Column } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/empty-state";
import { FilterSearch, FilterSelect, useFilters } from "@/components/filters";
import { StatusText } from "@/components/status-text";
import type { NeedsEvent } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useMay } from "@/lib/permissions";
import { csvHref } from "@/lib/query-string";
import { useUrlState, type Patch } from "@/lib/url-state";
import { eventQuery, PHASES, readEventFilter, STATUSES, type EventFilter } from "./filters";
import { EVENTS, useEvents } from "./queries";

const NewEventDialog = dynamic(() =>
  import("./new-event-dialog").then((module) => module.NewEventDialog),
);

export function EventsTable() {
  const t = useTranslate();
  const format = useFormat();
  const mayManage = useMay("needs:event:manage");
  const { params, update } = useUrlState();
  const filter = readEventFilter(params);
  const query = eventQuery(filter);
  const answer = useEvents(query);
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <DataTable
        name="events"
        label={t("nav.events")}
        columns={eventColumns(t, format)}
        answer={answer}
        state={filter}
        onChange={update}
        csv={csvHref(EVENTS, query)}
        filters={<EventFilters filter={filter} onChange={update} />}
        actions={
          mayManage && (
            <Button
              leftSection={<IconPlus size={16} stroke={1.6} />}
              onClick={() => setCreating(true)}
            >
              {t("event.new")}
            </Button>
          )
        }
        empty={<EmptyState title={t("event.none.title")} text={t("event.none.text")} />}
      />
      {isCreating && <NewEventDialog onClose={() => setCreating(false)} />}
    </>
  );
}

function eventColumns(t: Translate, format: Format): Column<NeedsEvent>[] {
  return [
    {
      key: "event",
      label: t("event.event"),
      sort: "name",
      isTitle: true,
      render: (event) => (
        <div>
          <Anchor component={Link} prefetch={false} href={`/events/${event.id}`} inherit fw={560}>
            {event.name}
          </Anchor>
          <Text size="xs" c="dimmed">
            {event.code}
          </Text>
        </div>
      ),
    },
    {
      key: "phase",
      label: t("event.phase"),
      render: (event) => <PhaseBadge phase={event.current_phase} />,
    },
    {
      key: "status",
      label: t("event.status"),
      sort: "status",
      render: (event) => (
        <StatusText isGood={event.status === "ACTIVE"}>
          {t.code("event-status", event.status)}
        </StatusText>
      ),
    },
    {
      key: "started",
      label: t("event.started"),
      sort: "started_at",
      render: (event) => format.instant(event.started_at),
    },
    {
      key: "demand-window",
      label: t("event.demand-window"),
      sort: "demand_window_hours",
      align: "end",
      render: (event) => format.hours(event.demand_window_hours),
    },
    {
      key: "planning-window",
      label: t("event.planning-window"),
      sort: "planning_window_hours",
      align: "end",
      render: (event) => format.hours(event.planning_window_hours),
    },
    {
      key: "lists",
      label: t("event.open-lists"),
      sort: "open_needs_lists",
      align: "end",
      render: (event) => format.number(event.open_needs_lists),
    },
  ];
}

type FiltersProps = { filter: EventFilter; onChange: (patch: Patch) => void };

function EventFilters({ filter, onChange }: FiltersProps) {
  const t = useTranslate();
  const { set, coded } = useFilters(onChange);
  return (
    <>
      <FilterSearch
        label={t("filter.search")}
        placeholder={t("event.search")}
        value={filter.q}
        onChange={set("q")}
      />
      <FilterSelect
        label={t("event.status")}
        width={130}
        value={filter.status}
        options={coded(STATUSES, "event-status")}
        onChange={set("status")}
      />
      <FilterSelect
        label={t("event.phase")}
        value={filter.phase}
        options={coded(PHASES, "phase")}
        onChange={set("phase")}
      />
    </>
  );
}
