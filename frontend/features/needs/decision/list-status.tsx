"use client";

import { Badge } from "@mantine/core";
import { useTranslate } from "@/lib/i18n/provider";

const COLORS: Record<string, string> = {
  DRAFT: "gray",
  PENDING_APPROVAL: "slate",
  UNDER_REVIEW: "amber",
  APPROVED: "moss",
  IN_PROGRESS: "petrol",
  FULFILLED: "moss",
  RETURNED: "amber",
};

export function ListStatus({ status }: { status: string }) {
  const t = useTranslate();
  return (
    <Badge className="qm-badge" color={COLORS[status] ?? "gray"} variant="light">
      {t.code("list-status", status)}
    </Badge>
  );
}
