"use client";

import { useFormat, useTranslate } from "@/lib/i18n/provider";
import classes from "./calibration.module.css";

type Props = { within: Record<string, number> };

const SIZE = 260;
const MARGIN = 34;
const SPAN = SIZE - 2 * MARGIN;

const at = (share: number) => MARGIN + share * SPAN;
const up = (share: number) => SIZE - MARGIN - share * SPAN;

/** Asked against achieved: on the line a quantile holds what it promises, below it too little. */
export function CalibrationPlot({ within }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const points = Object.entries(within).map(([level, share]) => ({ asked: Number(level), share }));
  points.sort((a, b) => a.asked - b.asked);
  return (
    <svg
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      className={classes.plot}
      role="img"
      aria-label={t("accuracy.calibration.label")}
    >
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line x1={at(0)} x2={at(1)} y1={up(share)} y2={up(share)} className={classes.grid} />
          <text x={at(0) - 6} y={up(share) + 4} textAnchor="end" className={classes.tick}>
            {format.percent(share)}
          </text>
          <text x={at(share)} y={up(0) + 16} textAnchor="middle" className={classes.tick}>
            {format.percent(share)}
          </text>
        </g>
      ))}
      <line x1={at(0)} y1={up(0)} x2={at(1)} y2={up(1)} className={classes.ideal} />
      <polyline
        points={points.map(({ asked, share }) => `${at(asked)},${up(share)}`).join(" ")}
        className={classes.line}
      />
      {points.map(({ asked, share }) => (
        <circle key={asked} cx={at(asked)} cy={up(share)} r={3.5} className={classes.point} />
      ))}
    </svg>
  );
}
