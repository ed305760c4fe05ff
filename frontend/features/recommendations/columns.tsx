import { ConfidenceBadge, PriorityBadge, StatusBadge } from "@/components/badges";
import type { Column } from "@/components/data-table/columns";
import { Freshness } from "@/components/freshness";
import type { Recommendation } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import { DecisionButtons } from "./decision-buttons";
import { RecommendationSummary } from "./recommendation-text";

type Open = (id: number) => void;

export function recommendationColumns(
  t: Translate,
  format: Format,
  onOpen: Open,
): Column<Recommendation>[] {
  return [
    {
      key: "advice",
      label: t("advice.advice"),
      isTitle: true,
      render: (advice) => (
        <RecommendationSummary advice={advice} onOpen={() => onOpen(advice.id)} />
      ),
    },
    {
      key: "priority",
      label: t("advice.priority"),
      sort: "priority",
      render: (advice) => <PriorityBadge priority={advice.priority} />,
    },
    {
      key: "type",
      label: t("advice.type"),
      sort: "type",
      isOptional: true,
      render: (advice) => t.code("advice-type", advice.type),
    },
    {
      key: "quantity",
      label: t("advice.quantity"),
      sort: "quantity",
      align: "end",
      render: (advice) => format.number(advice.quantity, 2),
    },
    {
      key: "action",
      label: t("advice.action-on"),
      sort: "action_on",
      render: (advice) => format.date(advice.action_on),
    },
    {
      key: "confidence",
      label: t("advice.confidence"),
      sort: "confidence",
      render: (advice) => (
        <ConfidenceBadge level={advice.confidence} reasons={advice.confidence_reasons} />
      ),
    },
    ...decisionColumns(t),
  ];
}

function decisionColumns(t: Translate): Column<Recommendation>[] {
  return [
    {
      key: "status",
      label: t("alert.status"),
      sort: "status",
      render: (advice) => <StatusBadge status={advice.status} />,
    },
    {
      key: "decided-by",
      label: t("advice.decided-by"),
      isOptional: true,
      render: (advice) => advice.decided_by ?? ABSENT,
    },
    {
      key: "created",
      label: t("advice.created"),
      sort: "created_at",
      isOptional: true,
      render: (advice) => <Freshness at={advice.created_at} />,
    },
    {
      key: "act",
      label: "",
      align: "end",
      render: (advice) => <DecisionButtons advice={advice} />,
    },
  ];
}
