import type { OverrideDraft } from "@/lib/api/schema-names";

export const REASONS = [
  "PROMOTION",
  "NEW_CUSTOMER",
  "LOST_CUSTOMER",
  "SUPPLY_RISK",
  "DATA_ERROR",
  "JUDGEMENT",
] as const;

export type Values = {
  kind: OverrideDraft["kind"];
  itemId: string | null;
  siteId: string | null;
  quantity: number | string;
  firstDay: string;
  lastDay: string;
  reasonCode: OverrideDraft["reason_code"] | null;
  reason: string;
  team: string;
};

export const EMPTY: Values = {
  kind: "FORECAST",
  itemId: null,
  siteId: null,
  quantity: "",
  firstDay: "",
  lastDay: "",
  reasonCode: null,
  reason: "",
  team: "",
};

/** What is sent, or nothing while something is missing. */
export function draftOf(values: Values): OverrideDraft | null {
  const { kind, itemId, siteId, quantity, firstDay, lastDay, reasonCode } = values;
  const reason = values.reason.trim();
  const team = values.team.trim();
  if (!itemId || !siteId || quantity === "" || !reasonCode || !reason || !team) return null;
  const isForecast = kind === "FORECAST";
  if (isForecast && (!firstDay || !lastDay || firstDay > lastDay)) return null;
  return {
    kind,
    item_id: Number(itemId),
    site_id: Number(siteId),
    quantity: Number(quantity),
    first_day: isForecast ? firstDay : null,
    last_day: isForecast ? lastDay : null,
    reason_code: reasonCode,
    reason,
    team,
  };
}
