"use client";

import { Badge } from "@mantine/core";
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconHeartHandshake,
  IconTruckDelivery,
  type Icon,
} from "@tabler/icons-react";
import type { Donation } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";

type Look = { color: string; icon: Icon };

const LOOKS: Record<string, Look> = {
  ENTERED: { color: "gray", icon: IconCircleDashed },
  PENDING: { color: "amber", icon: IconClock },
  VERIFIED: { color: "petrol", icon: IconHeartHandshake },
  ON_ITS_WAY: { color: "slate", icon: IconTruckDelivery },
  CANCELLED: { color: "gray", icon: IconCircleX },
};

const INTAKE_LOOKS: Record<string, Look> = {
  DRAFT: { color: "gray", icon: IconCircleDashed },
  PENDING: { color: "amber", icon: IconClock },
  VERIFIED: { color: "moss", icon: IconCircleCheck },
  CANCELLED: { color: "gray", icon: IconCircleX },
};

type State = Pick<Donation, "status" | "shipped_at" | "line_count" | "received_line_count">;

/** A confirmed gift that was sent is on its way until all of it has come. */
export function stateOf({ status, shipped_at, line_count, received_line_count }: State): string {
  const isOnItsWay = shipped_at !== null && received_line_count < line_count;
  return status === "VERIFIED" && isOnItsWay ? "ON_ITS_WAY" : status;
}

export function DonationBadge({ donation }: { donation: State }) {
  const state = stateOf(donation);
  return <LookBadge look={LOOKS[state]} prefix="donation-status" code={state} />;
}

export function IntakeBadge({ status }: { status: string }) {
  return <LookBadge look={INTAKE_LOOKS[status]} prefix="intake-status" code={status} />;
}

type BadgeProps = { look: Look | undefined; prefix: string; code: string };

/** A word and a picture: colour is never the only sign. */
function LookBadge({ look = LOOKS.ENTERED, prefix, code }: BadgeProps) {
  const t = useTranslate();
  const Picture = look?.icon ?? IconCircleDashed;
  return (
    <Badge
      className="qm-badge"
      color={look?.color}
      variant="light"
      leftSection={<Picture size={13} stroke={2} aria-hidden="true" />}
    >
      {t.code(prefix, code)}
    </Badge>
  );
}
