"use client";

import { Badge } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClockHour4,
  IconPackageImport,
  IconTruckDelivery,
  type Icon,
} from "@tabler/icons-react";
import type { Transfer } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";

const LOOKS: Record<Transfer["status"], [color: string, icon: Icon]> = {
  DRAFT: ["gray", IconCircleDashed],
  PENDING: ["amber", IconClockHour4],
  APPROVED: ["petrol", IconCircleCheck],
  DISPATCHED: ["slate", IconTruckDelivery],
  IN_TRANSIT: ["slate", IconTruckDelivery],
  RECEIVED: ["amber", IconPackageImport],
  RECONCILED: ["moss", IconCircleCheck],
  REJECTED: ["gray", IconCircleX],
  CANCELLED: ["gray", IconCircleX],
};

export function TransferBadge({ status }: { status: Transfer["status"] }) {
  const t = useTranslate();
  const [color, Picture] = LOOKS[status];
  return (
    <Badge
      className="qm-badge"
      color={color}
      variant="light"
      leftSection={<Picture size={13} stroke={2} aria-hidden="true" />}
    >
      {t.code("transfer-status", status)}
    </Badge>
  );
}

type MarkProps = { text: string };

/** Something that waits for a person, said in words. */
export function WaitingBadge({ text }: MarkProps) {
  return (
    <Badge
      className="qm-badge"
      color="vermilion"
      variant="light"
      leftSection={<IconAlertTriangle size={13} stroke={2} aria-hidden="true" />}
    >
      {text}
    </Badge>
  );
}
