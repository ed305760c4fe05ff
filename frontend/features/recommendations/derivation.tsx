"use client";

import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconShieldCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ErrorState } from "@/components/error-state";
import { Facts } from "@/components/facts";
import type { Explanation } from "@/lib/api/schema-names";
import { ABSENT } from "@/lib/format";
import { writtenFormula } from "@/lib/formula";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { writtenParam } from "@/lib/written";
import { extraSteps, inputsOf } from "./inputs";
import { useExplanation } from "./queries";
import classes from "./recommendations.module.css";

/** How the advice came about: what went in, then one step after the other. */
export function Derivation({ id }: { id: number }) {
  const t = useTranslate();
  const { data, error, mutate } = useExplanation(id);
  if (error) return <ErrorState error={error} onRetry={() => void mutate()} />;
  if (!data) return <Skeleton height={200} />;
  const extra = extraSteps(data.advice);
  return (
    <Stack gap="md">
      <Part title={t("advice.inputs")}>
        <Inputs inputs={data.inputs} />
      </Part>
      <Part title={t("advice.steps")}>
        <Steps steps={data.steps} />
      </Part>
      {extra.length > 0 && (
        <Part title={t("advice.extra")}>
          <Steps steps={extra} />
        </Part>
      )}
      {data.reasons.length > 0 && (
        <Part title={t("advice.confidence.why")}>
          <Reasons reasons={data.reasons} />
        </Part>
      )}
      <Provenance explanation={data} />
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Inputs({ inputs }: { inputs: Explanation["inputs"] }) {
  const t = useTranslate();
  const format = useFormat();
  const facts = inputsOf(inputs, t, format).map((input) => ({
    label: t.code("term", input.name),
    value: (
      <>
        {input.text}
        <Text size="xs" c="dimmed">
          {[input.source, input.asOf && format.date(input.asOf)].filter(Boolean).join(" · ")}
        </Text>
      </>
    ),
  }));
  return <Facts facts={facts} />;
}

function Steps({ steps }: { steps: Explanation["steps"] }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={step.name} className={classes.step}>
          <Text size="sm">
            {t.code("term", step.name)} ={" "}
            <strong className="numeric">
              {step.value === null ? ABSENT : writtenParam(step.value, t, format)}
            </strong>{" "}
            {step.unit === "date" ? null : t.code("step-unit", step.unit)}
          </Text>
          <code className={classes.formula}>{writtenFormula("plan-formula", step, t, format)}</code>
        </li>
      ))}
    </ol>
  );
}

function Reasons({ reasons }: { reasons: readonly string[] }) {
  const t = useTranslate();
  return (
    <ul>
      {reasons.map((reason) => (
        <Text key={reason} component="li" size="sm">
          {t.code("reason", reason)}
        </Text>
      ))}
    </ul>
  );
}

function Provenance({ explanation }: { explanation: Explanation }) {
  const t = useTranslate();
  const isSound = explanation.is_intact && explanation.is_repeatable;
  const Mark = isSound ? IconShieldCheck : IconAlertTriangle;
  return (
    <div className={classes.provenance} data-sound={isSound || undefined}>
      <Mark size={18} stroke={1.6} aria-hidden="true" />
      <div>
        <Text size="sm">{t(isSound ? "advice.intact" : "advice.not-intact")}</Text>
        <Text size="xs" c="dimmed" className={classes.hash}>
          {t("advice.provenance", {
            version: explanation.formula_version,
            hash: explanation.hash.slice(0, 16),
          })}
        </Text>
      </div>
    </div>
  );
}
