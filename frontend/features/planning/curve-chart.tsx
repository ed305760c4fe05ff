"use client";

import {
  CartesianGrid,
  ReferenceDot,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  XAxis,
  YAxis,
} from "recharts";
import type { ReplayResult } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { stockOf } from "./points";

const TICK = { fontSize: 11.5, fill: "var(--qm-muted)" };
const HEIGHT = 280;

type Props = {
  proposed: readonly ReplayResult[];
  classic: readonly ReplayResult[];
  chosen: ReplayResult | undefined;
  inMoney: boolean;
};

/** Stock against the service it bought: the lower a curve, the cheaper the service. */
export function CurveChart({ proposed, classic, chosen, inMoney }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const pointsOf = (rows: readonly ReplayResult[]) =>
    rows.flatMap((row) => {
      const stock = stockOf(row, inMoney);
      return row.fill_rate === null || stock === null ? [] : [{ x: row.fill_rate, y: stock }];
    });
  const at = chosen && pointsOf([chosen])[0];
  return (
    <figure aria-label={t("replay.curve.label")} style={{ margin: 0 }}>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <ScatterChart margin={{ top: 12, right: 16, bottom: 18, left: 8 }}>
          <CartesianGrid stroke="var(--qm-chart-grid)" />
          <XAxis
            type="number"
            dataKey="x"
            name={t("replay.fill-rate")}
            domain={["auto", 1]}
            tickFormatter={(value: number) => format.percent(value, 0)}
            tick={TICK}
            label={{ ...TICK, value: t("replay.fill-rate"), position: "insideBottom", offset: -10 }}
          />
          <YAxis
            type="number"
            dataKey="y"
            name={t("replay.stock")}
            tickFormatter={inMoney ? format.compactMoney : format.compact}
            tick={TICK}
            width={84}
            label={{ ...TICK, value: t("replay.stock"), angle: -90, position: "insideLeft" }}
          />
          <Scatter
            name={t.code("replay-policy", "CLASSIC")}
            data={pointsOf(classic)}
            fill="var(--qm-chart-second)"
            line
            isAnimationActive={false}
          />
          <Scatter
            name={t.code("replay-policy", "PROPOSED")}
            data={pointsOf(proposed)}
            fill="var(--qm-chart-forecast)"
            line
            isAnimationActive={false}
          />
          {at && (
            <ReferenceDot
              x={at.x}
              y={at.y}
              r={8}
              fill="none"
              stroke="var(--qm-accent)"
              strokeWidth={2}
            />
          )}
        </ScatterChart>
      </ResponsiveContainer>
    </figure>
  );
}
