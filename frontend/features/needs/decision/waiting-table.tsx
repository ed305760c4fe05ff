"use client";

import { Badge, Text } from "@mantine/core";
import { IconAlertTriangle, IconBell, IconChevronsUp } from "@tabler/icons-react";
import type { Column } from "@/components/data-table/columns";
import { withIds } from "@/components/data-table/answer";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/empty-state";
import { FilterSelect, useFilters } from "@/components/filters";
import { Freshness } from "@/components/freshness";
import { NamedLink } from "@/components/named-link";
import type { Notice } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { csvHref } from "@/lib/query-string";
import { useUrlState } from "@/lib/url-state";
import { NOTICES } from "./keys";
import { useNotices } from "./queries";
import { LEVELS, noticeQuery, readWaitingFilter } from "./waiting-filters";

type Row = Notice & { id: number };

/** The needs lists that wait for a decision, with the last notice about each. */
export function WaitingTable() {
  const t = useTranslate();
  const { params, update } = useUrlState();
  const filter = readWaitingFilter(params);
  const query = noticeQuery(filter);
  const answer = useNotices(query);
  const { set, coded } = useFilters(update);
  return (
    <DataTable<Row>
      name="waiting"
      label={t("waiting.title")}
      columns={waitingColumns(t)}
      answer={withIds(answer, (notice) => notice.needs_list_id)}
      state={filter}
      onChange={update}
      csv={csvHref(NOTICES, query)}
      empty={<EmptyState title={t("waiting.empty.title")} text={t("waiting.empty.text")} />}
      filters={
        <>
          <FilterSelect
            label={t("waiting.whose")}
            value={filter.whose}
            options={[{ value: "mine", label: t("waiting.mine") }]}
            onChange={set("whose")}
          />
          <FilterSelect
            label={t("waiting.level")}
            value={filter.level}
            options={coded(LEVELS, "notice")}
            onChange={set("level")}
          />
        </>
      }
    />
  );
}

function waitingColumns(t: Translate): Column<Row>[] {
  return [
    {
      key: "number",
      label: t("waiting.number"),
      sort: "needs_list_no",
      isTitle: true,
      render: (row) => (
        <NamedLink href={`/needs-lists/${row.needs_list_id}/decision`} name={row.needs_list_no} />
      ),
    },
    { key: "site", label: t("waiting.site"), sort: "site_name", render: (row) => row.site_name },
    {
      key: "event",
      label: t("waiting.event"),
      sort: "event_code",
      render: (row) => row.event_code,
    },
    {
      key: "role",
      label: t("waiting.role"),
      sort: "role",
      render: (row) => (
        <Text span inherit fw={row.is_mine ? 560 : undefined}>
          {t.code("role", row.role)}
        </Text>
      ),
    },
    {
      key: "due",
      label: t("waiting.due"),
      sort: "due_at",
      render: (row) => <Freshness at={row.due_at} />,
    },
    {
      key: "level",
      label: t("waiting.level"),
      render: (row) => <NoticeBadge level={row.level} />,
    },
  ];
}

const LOOKS = {
  REMINDER: { color: "slate", icon: IconBell },
  WARNING: { color: "amber", icon: IconAlertTriangle },
  ESCALATION: { color: "vermilion", icon: IconChevronsUp },
} as const;

function NoticeBadge({ level }: { level: Notice["level"] }) {
  const t = useTranslate();
  if (level === null) return t("notice.none");
  const { color, icon: Icon } = LOOKS[level];
  return (
    <Badge
      className="qm-badge"
      color={color}
      variant="light"
      leftSection={<Icon size={13} stroke={2} aria-hidden="true" />}
    >
      {t.code("notice", level)}
    </Badge>
  );
}
