"use client";

import { Badge } from "@mantine/core";
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleHalf2,
  IconCircleX,
  IconClock,
  IconFileCheck,
  IconShoppingCart,
  IconTruckDelivery,
  type Icon,
} from "@tabler/icons-react";
import { useTranslate } from "@/lib/i18n/provider";

const LOOKS: Record<string, { color: string; icon: Icon }> = {
  DRAFT: { color: "gray", icon: IconCircleDashed },
  PENDING_APPROVAL: { color: "amber", icon: IconClock },
  APPROVED: { color: "petrol", icon: IconFileCheck },
  REJECTED: { color: "gray", icon: IconCircleX },
  ORDERED: { color: "slate", icon: IconShoppingCart },
  SHIPPED: { color: "slate", icon: IconTruckDelivery },
  PARTIAL_RECEIVED: { color: "petrol", icon: IconCircleHalf2 },
  RECEIVED: { color: "moss", icon: IconCircleCheck },
  CANCELLED: { color: "gray", icon: IconCircleX },
};

/** A word and a picture: colour is never the only sign. */
export function PurchaseBadge({ status }: { status: string }) {
  const t = useTranslate();
  const look = LOOKS[status] ?? { color: "gray", icon: IconCircleDashed };
  return (
    <Badge
      className="qm-badge"
      color={look.color}
      variant="light"
      leftSection={<look.icon size={13} stroke={2} aria-hidden="true" />}
    >
      {t.code("purchase-status", status)}
    </Badge>
  );
}
