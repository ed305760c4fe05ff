import { Badge, Group } from "@mantine/core";
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconEye,
  type Icon,
} from "@tabler/icons-react";
import { ABSENT, toNumber, type Format } from "@/lib/format";
import { useTranslate } from "@/lib/i18n/provider";

const SEVERITIES: Record<string, { color: string; icon: Icon }> = {
  CRITICAL: { color: "vermilion", icon: IconAlertOctagon },
  WARNING: { color: "amber", icon: IconAlertTriangle },
  WATCH: { color: "slate", icon: IconEye },
  OK: { color: "moss", icon: IconCircleCheck },
};

export function Severity({ severity }: { severity: string }) {
  const t = useTranslate();
  const look = SEVERITIES[severity];
  const Mark = look?.icon ?? IconCircleCheck;
  return (
    <Badge
      className="qm-badge"
      color={look?.color ?? "gray"}
      variant="light"
      leftSection={<Mark size={13} stroke={2} aria-hidden="true" />}
    >
      {t.code("severity", severity)}
    </Badge>
  );
}

const STATUS_COLORS: Record<string, string> = {
  DRAFT: "gray",
  RETURNED: "amber",
  PENDING_APPROVAL: "slate",
  UNDER_REVIEW: "slate",
  APPROVED: "petrol",
  IN_PROGRESS: "petrol",
  FULFILLED: "moss",
  REJECTED: "vermilion",
};

export function ListStatus({ status }: { status: string }) {
  const t = useTranslate();
  return (
    <Badge className="qm-badge" color={STATUS_COLORS[status] ?? "gray"} variant="light">
      {t.code("needs-status", status)}
    </Badge>
  );
}

type Split = {
  horizon_a_quantity: string;
  horizon_b_quantity: string;
  horizon_c_quantity: string;
};

/** What each horizon gives, by its letter and name; those that give nothing are left out. */
export function Horizons({ line, format }: { line: Split; format: Format }) {
  const t = useTranslate();
  const parts = [
    ["A", line.horizon_a_quantity],
    ["B", line.horizon_b_quantity],
    ["C", line.horizon_c_quantity],
  ].filter(([, quantity]) => (toNumber(quantity) ?? 0) > 0);
  if (parts.length === 0) return <>{ABSENT}</>;
  return (
    <Group gap={6} wrap="nowrap">
      {parts.map(([horizon = "", quantity]) => (
        <Badge
          key={horizon}
          className="qm-badge"
          color="gray"
          variant="light"
          title={t.code("horizon", horizon)}
        >
          {horizon} {format.number(quantity, 1)}
        </Badge>
      ))}
    </Group>
  );
}
