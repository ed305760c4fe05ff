import { ConfidenceBadge, NeedsStatusBadge } from "@/components/badges";
import type { Column } from "@/components/data-table/columns";
import { Freshness } from "@/components/freshness";
import { NamedLink } from "@/components/named-link";
import { WithNote } from "@/components/with-note";
import type { NeedsList } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import { isWaiting } from "./filters";

export function needsListColumns(t: Translate, format: Format): Column<NeedsList>[] {
  return [
    {
      key: "number",
      label: t("needs.number"),
      sort: "needs_list_no",
      isTitle: true,
      render: (list) => (
        <NamedLink
          href={`/needs-lists/${list.id}`}
          name={list.needs_list_no}
          code={`${list.event_name} · ${list.site_name}`}
        />
      ),
    },
    {
      key: "status",
      label: t("needs.status"),
      sort: "status",
      render: (list) => <NeedsStatusBadge status={list.status} />,
    },
    {
      key: "age",
      label: t("needs.since"),
      sort: "status_since",
      render: (list) => <Freshness at={list.status_since} />,
    },
    {
      key: "due",
      label: t("needs.due"),
      sort: "due_at",
      render: (list) => <Due list={list} format={format} />,
    },
    {
      key: "lines",
      label: t("needs.lines"),
      sort: "line_count",
      align: "end",
      render: (list) => (
        <WithNote
          note={list.critical_count ? t.count("needs.critical", list.critical_count) : null}
        >
          {format.number(list.line_count)}
        </WithNote>
      ),
    },
    {
      key: "value",
      label: t("needs.value"),
      sort: "total_estimated_value",
      align: "end",
      render: (list) => format.money(list.total_estimated_value),
    },
    ...originColumns(t),
  ];
}

function originColumns(t: Translate): Column<NeedsList>[] {
  return [
    {
      key: "confidence",
      label: t("needs.confidence"),
      sort: "confidence",
      render: (list) => <ConfidenceBadge level={list.confidence} isShort />,
    },
    {
      key: "phase",
      label: t("needs.phase"),
      sort: "phase",
      render: (list) => t.code("phase", list.phase),
    },
    {
      key: "author",
      label: t("needs.author"),
      sort: "created_by",
      render: (list) => list.created_by ?? ABSENT,
    },
    {
      key: "updated",
      label: t("needs.updated"),
      sort: "updated_at",
      isOptional: true,
      render: (list) => <Freshness at={list.updated_at} />,
    },
  ];
}

/** Of no interest before somebody is asked, nor after they decided. */
function Due({ list, format }: { list: NeedsList; format: Format }) {
  if (!isWaiting(list.status)) return <>{ABSENT}</>;
  return <>{format.relative(list.due_at)}</>;
}
