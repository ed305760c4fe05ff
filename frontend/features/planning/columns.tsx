import type { SimpleColumn } from "@/components/simple-table";
import { WithNote } from "@/components/with-note";
import type { ReplayResult } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

/** What each policy would have served and cost; in small print how sure that is. */
export function policyColumns(t: Translate, format: Format): SimpleColumn<ReplayResult>[] {
  const between = (low: number | null, high: number | null, show: (value: number) => string) =>
    low === null || high === null
      ? null
      : t("replay.between", { low: show(low), high: show(high) });
  const money = (value: number | null) => format.compactMoney(value);
  return [
    {
      label: t("replay.policy"),
      isTitle: true,
      render: ({ policy }) => (
        <WithNote note={t.code("replay-policy-note", policy)}>
          {t.code("replay-policy", policy)}
        </WithNote>
      ),
    },
    {
      label: t("replay.fill-rate"),
      align: "end",
      render: (row) => (
        <WithNote note={between(row.fill_rate_low, row.fill_rate_high, format.percent)}>
          {format.percent(row.fill_rate)}
        </WithNote>
      ),
    },
    {
      label: t("replay.cycle-service"),
      align: "end",
      render: (row) => (
        <WithNote note={between(row.cycle_service_low, row.cycle_service_high, format.percent)}>
          {format.percent(row.cycle_service)}
        </WithNote>
      ),
    },
    {
      label: t("replay.lost"),
      align: "end",
      render: (row) => format.number(row.lost),
    },
    {
      label: t("replay.stock"),
      align: "end",
      render: (row) => (
        <WithNote note={t("replay.units", { count: format.number(row.mean_stock) })}>
          {money(row.stock_value)}
        </WithNote>
      ),
    },
    { label: t("replay.holding"), align: "end", render: (row) => money(row.holding_cost) },
    { label: t("replay.lost-cost"), align: "end", render: (row) => money(row.lost_cost) },
    {
      label: t("replay.cost"),
      align: "end",
      render: (row) => (
        <WithNote note={between(row.cost_low, row.cost_high, format.compactMoney)}>
          {money(row.cost)}
        </WithNote>
      ),
    },
  ];
}
