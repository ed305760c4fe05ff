"use client";

import { Alert, Anchor, Button, Group, Text } from "@mantine/core";
import { IconClockExclamation, IconDownload, IconPencil } from "@tabler/icons-react";
import Link from "next/link";
import dynamic from "next/dynamic";
import { useState, type ReactNode } from "react";
import { Facts, type Fact } from "@/components/facts";
import { Panel } from "@/components/panel";
import { WithNote } from "@/components/with-note";
import type { NeedsListDetail } from "@/lib/api/schema-names";
import { ABSENT, toNumber, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { isWaiting } from "./filters";
import { ListActions } from "./list-actions";
import classes from "./needs-lists.module.css";
import { NEEDS_LISTS } from "./queries";
import { useFreshNeedsList } from "./use-needs-list";

const NotesDialog = dynamic(() => import("./notes-dialog").then((module) => module.NotesDialog));

/** What the list comes to and what can be done with it, below the heading of its three pages. */
export function ListHeader({ initial }: { initial: NeedsListDetail }) {
  const t = useTranslate();
  const format = useFormat();
  const list = useFreshNeedsList(initial);
  return (
    <div className={classes.header}>
      <Said list={list} />
      <Panel>
        <Facts
          isWide
          facts={[
            ...factsOf(list, t, format),
            { label: t("needs.notes"), value: <Notes list={list} /> },
          ]}
        />
        <Relatives list={list} />
      </Panel>
      <Group justify="space-between" gap="xs" mt="sm">
        <ListActions list={list} />
        <Exports list={list} />
      </Group>
    </div>
  );
}

function Notes({ list }: { list: NeedsListDetail }) {
  const t = useTranslate();
  const [isEditing, setIsEditing] = useState(false);
  return (
    <>
      <span className={classes.notes}>{list.notes ?? ABSENT}</span>
      {list.is_editable && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t("needs.notes.edit")}
          onClick={() => setIsEditing(true)}
        >
          <IconPencil size={15} stroke={1.7} aria-hidden="true" />
        </Button>
      )}
      {isEditing && <NotesDialog list={list} onClose={() => setIsEditing(false)} />}
    </>
  );
}

/** What people said about the list, and that its data is old. */
function Said({ list }: { list: NeedsListDetail }) {
  const t = useTranslate();
  const format = useFormat();
  const said: [string, string | null, string | null][] = [
    ["returned-by", list.returned_by, list.return_note],
    ["rejected-by", list.rejected_by, list.reject_reason],
    ["cancelled-by", list.cancelled_by, list.cancel_reason],
  ];
  return (
    <>
      {list.data_freshness_level !== "HIGH" && (
        <Alert
          mb="sm"
          color="amber"
          icon={<IconClockExclamation size={18} />}
          title={t("needs.stale.title")}
        >
          {list.hours_behind === null
            ? t("needs.stale.never", { site: list.site_name })
            : t("needs.stale.text", {
                site: list.site_name,
                hours: format.hours(list.hours_behind),
              })}
        </Alert>
      )}
      {said
        .filter(([, by, text]) => by !== null || text !== null)
        .map(([code, by, text]) => (
          <Text key={code} size="sm" mb="sm">
            {t.code("needs-said", code, { name: by ?? ABSENT })}
            {list.return_reason_code && code === "returned-by"
              ? ` ${t.code("return-reason", list.return_reason_code)}.`
              : null}{" "}
            {text}
          </Text>
        ))}
    </>
  );
}

function factsOf(list: NeedsListDetail, t: Translate, format: Format): Fact[] {
  return [
    {
      label: t("needs.value"),
      value: (
        <WithNote note={list.total_estimated_value === null ? t("needs.cost-missing") : null}>
          {format.money(list.total_estimated_value)}
        </WithNote>
      ),
    },
    {
      label: t("needs.lines"),
      value: (
        <WithNote
          note={
            [
              list.critical_count ? t.count("needs.critical", list.critical_count) : null,
              list.adjusted_count ? t.count("needs.adjusted", list.adjusted_count) : null,
            ]
              .filter(Boolean)
              .join(" · ") || null
          }
        >
          {format.number(list.line_count)}
        </WithNote>
      ),
    },
    ...list.horizons.map((part) => ({
      label: t.code("horizon", part.horizon),
      value: (
        <WithNote note={part.line_count ? t.count("needs.of-lines", part.line_count) : null}>
          {toNumber(part.quantity) ? format.number(part.quantity, 2) : ABSENT}
        </WithNote>
      ),
    })),
    {
      label: t("needs.windows"),
      value: t("needs.windows.text", {
        demand: format.hours(list.demand_window_hours),
        planning: format.hours(list.planning_window_hours),
        factor: format.number(list.safety_factor, 3),
      }),
    },
    { label: t("needs.as-of"), value: format.instant(list.calculated_at) },
    { label: t("needs.author"), value: list.created_by ?? ABSENT },
    {
      label: t("needs.approval"),
      value: (
        <WithNote
          note={
            list.due_at && isWaiting(list.status)
              ? t("needs.due-at", { at: format.instant(list.due_at) })
              : null
          }
        >
          {list.required_roles.map((role) => t.code("role", role)).join(" → ") || ABSENT}
        </WithNote>
      ),
    },
  ];
}

function Relatives({ list }: { list: NeedsListDetail }) {
  const t = useTranslate();
  const links: [string, NonNullable<NeedsListDetail["parent"]>[]][] = [
    [t("needs.superseded-by"), list.superseded_by ? [list.superseded_by] : []],
    [t("needs.supersedes"), list.supersedes],
    [t("needs.parent"), list.parent ? [list.parent] : []],
    [t("needs.children"), list.children],
  ];
  return links
    .filter(([, related]) => related.length > 0)
    .map(([label, related]): ReactNode => (
      <Text key={label} size="sm" mt="xs">
        {label}:{" "}
        {related.map(({ id, needs_list_no }) => (
          <Anchor key={id} component={Link} href={`/needs-lists/${id}`} me="xs">
            {needs_list_no}
          </Anchor>
        ))}
      </Text>
    ));
}

function Exports({ list }: { list: NeedsListDetail }) {
  const t = useTranslate();
  const gives = (horizon: string) =>
    list.horizons.some((part) => part.horizon === horizon && part.line_count > 0);
  const files = [
    gives("B") && ["donation-request", t("needs.export.donations")],
    gives("C") && ["procurement-request", t("needs.export.procurement")],
  ].filter((file) => file !== false);
  if (files.length === 0) return null;
  return (
    <Group gap="xs">
      {files.map(([name = "", label]) => (
        <Button
          key={name}
          component="a"
          download
          variant="default"
          size="xs"
          href={`${NEEDS_LISTS}/${list.id}/${name}?format=csv`}
          leftSection={<IconDownload size={15} stroke={1.6} aria-hidden="true" />}
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}
