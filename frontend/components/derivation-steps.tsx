"use client";

import { Text } from "@mantine/core";
import { ABSENT, toNumber, type Format } from "@/lib/format";
import { writtenFormula } from "@/lib/formula";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import classes from "./derivation-steps.module.css";

export type Step = { name: string; formula: string; value: string | null; unit: string };

/** One named result after the other, each with its formula. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={step.name} className={classes.step}>
          <Text size="sm">
            {t.code("needs-step", step.name)} ={" "}
            <strong className="numeric">{written(step, t, format)}</strong>
          </Text>
          <code className={classes.formula}>
            {writtenFormula("needs-formula", step, t, format)}
          </code>
        </li>
      ))}
    </ol>
  );
}

function written({ value, unit }: Step, t: Translate, format: Format): string {
  if (toNumber(value) === null) return value ?? ABSENT;
  if (unit === "hours") return format.hours(value);
  return t("needs.units", { quantity: format.number(value, 4) });
}
