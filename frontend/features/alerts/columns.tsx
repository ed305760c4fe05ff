import { Badge } from "@mantine/core";
import { LevelBadge, StatusBadge } from "@/components/badges";
import type { Column } from "@/components/data-table/columns";
import { Freshness } from "@/components/freshness";
import type { Alert } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import type { AlertAction } from "./alert-action-form";
import { AlertButtons } from "./alert-buttons";
import { AlertSummary } from "./alert-text";

export type AlertHandlers = {
  onOpen: (id: number) => void;
  onAct: (alert: Alert, action: AlertAction) => void;
};

export function alertColumns(t: Translate, format: Format, on: AlertHandlers): Column<Alert>[] {
  return [
    {
      key: "alert",
      label: t("alert.alert"),
      isTitle: true,
      render: (alert) => <AlertSummary alert={alert} onOpen={() => on.onOpen(alert.id)} />,
    },
    {
      key: "level",
      label: t("alert.level"),
      sort: "level",
      render: (alert) => <LevelBadge level={alert.level} />,
    },
    {
      key: "status",
      label: t("alert.status"),
      sort: "status",
      render: (alert) => <AlertStatus alert={alert} suppressed={t("alert.suppressed")} />,
    },
    {
      key: "owner",
      label: t("alert.owner"),
      sort: "owner",
      render: (alert) => alert.owner ?? ABSENT,
    },
    {
      key: "promised",
      label: t("alert.promised"),
      sort: "promised_at",
      render: (alert) => format.date(alert.promised_at),
    },
    {
      key: "note",
      label: t("alert.note"),
      isOptional: true,
      render: (alert) => alert.note ?? ABSENT,
    },
    {
      key: "opened",
      label: t("alert.opened"),
      sort: "opened_at",
      render: (alert) => <Freshness at={alert.opened_at} />,
    },
    {
      key: "act",
      label: "",
      align: "end",
      render: (alert) => <AlertButtons alert={alert} onAct={(action) => on.onAct(alert, action)} />,
    },
  ];
}

function AlertStatus({ alert, suppressed }: { alert: Alert; suppressed: string }) {
  return (
    <>
      <StatusBadge status={alert.status} />{" "}
      {alert.is_suppressed && (
        <Badge color="gray" className="qm-badge">
          {suppressed}
        </Badge>
      )}
    </>
  );
}
