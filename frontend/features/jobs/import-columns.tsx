import { Badge, Text } from "@mantine/core";
import { StatusBadge } from "@/components/badges";
import type { Column } from "@/components/data-table/columns";
import { Freshness } from "@/components/freshness";
import type { Import } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import classes from "./jobs.module.css";

type Open = (id: number) => void;

export function importColumns(t: Translate, format: Format, onOpen: Open): Column<Import>[] {
  return [
    {
      key: "source",
      label: t("import.import"),
      isTitle: true,
      render: (row) => (
        <div>
          <button type="button" className={classes.open} onClick={() => onOpen(row.id)}>
            {row.source}
          </button>
          <Text size="xs" c="dimmed">
            {t.code("import.kind", row.kind)} · {row.requested_by}
          </Text>
        </div>
      ),
    },
    {
      key: "status",
      label: t("alert.status"),
      sort: "status",
      render: (row) => (
        <>
          <StatusBadge status={row.status} />{" "}
          {row.is_dry_run && (
            <Badge color="amber" className="qm-badge">
              {t("import.dry-run")}
            </Badge>
          )}
        </>
      ),
    },
    {
      key: "read",
      label: t("import.read"),
      align: "end",
      render: (row) => format.number(row.rows_read),
    },
    {
      key: "kept",
      label: t("import.kept"),
      align: "end",
      render: (row) => format.number(row.rows_kept),
    },
    {
      key: "rejected",
      label: t("import.rejected"),
      align: "end",
      render: (row) => (
        <Text span inherit c={row.rows_rejected > 0 ? "var(--qm-critical)" : undefined}>
          {format.number(row.rows_rejected)}
        </Text>
      ),
    },
    {
      key: "started",
      label: t("import.started-at"),
      sort: "started_at",
      render: (row) => <Freshness at={row.started_at} />,
    },
  ];
}
