"use client";

import { Badge, Group, Tooltip, type BadgeProps } from "@mantine/core";
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconChevronDown,
  IconChevronUp,
  IconChevronsUp,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleHalf2,
  IconCircleX,
  IconClockExclamation,
  IconEqual,
  IconEye,
  IconTruckDelivery,
  type Icon,
} from "@tabler/icons-react";
import { useTranslate } from "@/lib/i18n/provider";

type Look = { color: string; icon: Icon };

const LEVELS: Record<string, Look> = {
  CRITICAL: { color: "vermilion", icon: IconAlertOctagon },
  WARNING: { color: "amber", icon: IconAlertTriangle },
  NORMAL: { color: "gray", icon: IconCircleCheck },
};

const PRIORITIES: Record<string, Look> = {
  CRITICAL: { color: "vermilion", icon: IconChevronsUp },
  HIGH: { color: "amber", icon: IconChevronUp },
  MEDIUM: { color: "slate", icon: IconEqual },
  LOW: { color: "gray", icon: IconChevronDown },
};

const CONFIDENCES: Record<string, Look> = {
  HIGH: { color: "moss", icon: IconCircleCheck },
  MEDIUM: { color: "slate", icon: IconCircleHalf2 },
  LOW: { color: "amber", icon: IconCircleDashed },
};

const SEVERITIES: Record<string, Look> = {
  CRITICAL: { color: "vermilion", icon: IconAlertOctagon },
  WARNING: { color: "amber", icon: IconAlertTriangle },
  WATCH: { color: "slate", icon: IconEye },
  OK: { color: "moss", icon: IconCircleCheck },
  UNKNOWN: { color: "gray", icon: IconCircleDashed },
};

const PHASES: Record<string, Look> = {
  SURGE: { color: "vermilion", icon: IconChevronsUp },
  STABILIZED: { color: "amber", icon: IconChevronUp },
  BASELINE: { color: "slate", icon: IconEqual },
};

const ORDERS: Record<string, Look> = {
  PLACED: { color: "slate", icon: IconTruckDelivery },
  PART_RECEIVED: { color: "petrol", icon: IconCircleHalf2 },
  RECEIVED: { color: "moss", icon: IconCircleCheck },
  CANCELLED: { color: "gray", icon: IconCircleX },
};

const OVERDUE: Look = { color: "vermilion", icon: IconClockExclamation };

const UNKNOWN: Look = { color: "gray", icon: IconCircleDashed };

type CodeBadgeProps = { look: Look | undefined; text: string } & Pick<BadgeProps, "variant">;

/** Every badge has an icon: colour is never the only sign. */
function CodeBadge({ look = UNKNOWN, text, variant }: CodeBadgeProps) {
  return (
    <Badge
      className="qm-badge"
      color={look.color}
      variant={variant ?? "light"}
      leftSection={<look.icon size={13} stroke={2} aria-hidden="true" />}
    >
      {text}
    </Badge>
  );
}

export function LevelBadge({ level }: { level: string }) {
  const t = useTranslate();
  return <CodeBadge look={LEVELS[level]} text={t.code("level", level)} />;
}

export function PriorityBadge({ priority }: { priority: string }) {
  const t = useTranslate();
  return <CodeBadge look={PRIORITIES[priority]} text={t.code("priority", priority)} />;
}

/** How soon an item runs out at a site. */
export function SeverityBadge({ severity }: { severity: string }) {
  const t = useTranslate();
  return <CodeBadge look={SEVERITIES[severity]} text={t.code("severity", severity)} />;
}

/** The phase an event is in. */
export function PhaseBadge({ phase }: { phase: string }) {
  const t = useTranslate();
  return <CodeBadge look={PHASES[phase]} text={t.code("phase", phase)} />;
}

/** How far the data behind a figure can be believed. */
export function FreshnessBadge({ level }: { level: string }) {
  const t = useTranslate();
  return <CodeBadge look={CONFIDENCES[level]} text={t.code("data-freshness", level)} />;
}

const NEEDS_STATUS_COLORS: Record<string, string> = {
  DRAFT: "gray",
  RETURNED: "amber",
  PENDING_APPROVAL: "slate",
  UNDER_REVIEW: "amber",
  APPROVED: "petrol",
  IN_PROGRESS: "petrol",
  FULFILLED: "moss",
  REJECTED: "vermilion",
};

/** Where a needs list stands. */
export function NeedsStatusBadge({ status }: { status: string }) {
  const t = useTranslate();
  return (
    <Badge className="qm-badge" color={NEEDS_STATUS_COLORS[status] ?? "gray"} variant="light">
      {t.code("needs-status", status)}
    </Badge>
  );
}

type OrderProps = { status: string; isOverdue: boolean };

/** An overdue order says so first; that nothing has come yet goes without saying then. */
export function OrderBadge({ status, isOverdue }: OrderProps) {
  const t = useTranslate();
  const own = <CodeBadge look={ORDERS[status]} text={t.code("order-status", status)} />;
  if (!isOverdue) return own;
  return (
    <Group gap={4}>
      <CodeBadge look={OVERDUE} text={t("order-status.overdue")} />
      {status !== "PLACED" && own}
    </Group>
  );
}

type ConfidenceProps = { level: string; reasons?: readonly string[]; isShort?: boolean };

export function ConfidenceBadge({ level, reasons = [], isShort }: ConfidenceProps) {
  const t = useTranslate();
  const why = reasons.map((reason) => t.code("reason", reason)).join(" ");
  const text = t.code(isShort ? "confidence-short" : "confidence", level);
  const badge = <CodeBadge look={CONFIDENCES[level]} text={text} />;
  if (!why) return badge;
  return (
    <Tooltip label={why} multiline maw={300}>
      <span tabIndex={0} style={{ display: "inline-flex" }}>
        {badge}
      </span>
    </Tooltip>
  );
}

const STATUS_COLORS: Record<string, string> = {
  OPEN: "slate",
  QUEUED: "gray",
  RUNNING: "slate",
  ACKNOWLEDGED: "petrol",
  ACCEPTED: "moss",
  SUCCEEDED: "moss",
  RESOLVED: "moss",
  REJECTED: "gray",
  SNOOZED: "gray",
  SUPERSEDED: "gray",
  CANCELLED: "gray",
  FAILED: "vermilion",
};

export function StatusBadge({ status }: { status: string }) {
  const t = useTranslate();
  return (
    <Badge className="qm-badge" color={STATUS_COLORS[status] ?? "gray"} variant="light">
      {t.code("status", status)}
    </Badge>
  );
}
