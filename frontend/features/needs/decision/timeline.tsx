"use client";

import { Group, Skeleton, Text } from "@mantine/core";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { Panel } from "@/components/panel";
import type { NeedsListHistory } from "@/lib/api/schema-names";
import { ABSENT } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useNeedsListHistory } from "./queries";
import classes from "./sheet.module.css";

type Values = Record<string, unknown> | null;
// Said in the heading of the entry already.
const SAID = new Set(["status", "action"]);

/** Everything that ever happened to a list, from the audit log, the newest first. */
export function Timeline({ id }: { id: number }) {
  const t = useTranslate();
  const { data, error, mutate } = useNeedsListHistory(id);
  if (error && !data) return <ErrorState error={error} onRetry={() => void mutate()} />;
  if (!data) return <Skeleton height={320} radius="md" aria-busy="true" />;
  if (data.data.length === 0) return <EmptyState text={t("history.empty")} />;
  return (
    <Panel title={t("history.title")}>
      <ol className={classes.timeline}>
        {data.data.map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Entry({ entry }: { entry: NeedsListHistory }) {
  const t = useTranslate();
  const format = useFormat();
  const changes = changesOf(entry);
  return (
    <>
      <Group gap="xs" justify="space-between">
        <Text size="sm" fw={560}>
          {whatHappened(entry, t)}
        </Text>
        <Text size="xs" c="dimmed" component="time" dateTime={entry.at}>
          {format.instant(entry.at)}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {entry.actor}
      </Text>
      {entry.reason !== null && <Text size="sm">“{entry.reason}”</Text>}
      {changes.length > 0 && (
        <details className={classes.details}>
          <summary>{t("history.details")}</summary>
          {changes.map(({ name, from, to }) => (
            <Text key={name} size="xs" className="numeric">
              {t.code("term", name)}: {from === null ? to : `${from} → ${to}`}
            </Text>
          ))}
        </details>
      )}
    </>
  );
}

/** A move says from where to where; anything else says what it was. */
export function whatHappened({ action, before, after }: NeedsListHistory, t: Translate): string {
  const from = before?.["status"];
  const to = after?.["status"];
  if (typeof from === "string" && typeof to === "string") {
    return t("history.status", {
      from: t.code("needs-status", from),
      to: t.code("needs-status", to),
    });
  }
  return t.code("history.what", action.split(":").at(-1) ?? action);
}

type Change = { name: string; from: string | null; to: string };

export function changesOf({ before, after }: { before: Values; after: Values }): Change[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .filter((name) => !SAID.has(name) && !isEmpty(after?.[name] ?? before?.[name]))
    .map((name) => ({
      name,
      from: before !== null && name in before ? shown(before[name]) : null,
      to: shown(after?.[name]),
    }));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function shown(value: unknown): string {
  if (isEmpty(value)) return ABSENT;
  if (Array.isArray(value)) return value.map(shown).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
