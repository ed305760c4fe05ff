"use client";

import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { ErrorState } from "@/components/error-state";
import { Facts } from "@/components/facts";
import type { Explanation } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { useExplanation } from "./queries";
import classes from "./recommendations.module.css";

/** How the advice came about: what went in, then one step after the other. */
export function Derivation({ id }: { id: number }) {
  const t = useTranslate();
  const { data, error, mutate } = useExplanation(id);
  if (error) return <ErrorState error={error} onRetry={() => void mutate()} />;
  if (!data) return <Skeleton height={200} />;
  return (
    <Stack gap="md">
      <div>
        <Title order={3} mb="xs">
          {t("advice.inputs")}
        </Title>
        <Inputs inputs={data.inputs} />
      </div>
      <div>
        <Title order={3} mb="xs">
          {t("advice.steps")}
        </Title>
        <Steps steps={data.steps} />
      </div>
      <ConfidenceReasons reasons={data.confidence_reasons} />
      <Text size="xs" c="dimmed">
        {t("advice.provenance", { version: data.formula_version, hash: data.hash })}
      </Text>
    </Stack>
  );
}

function written(value: number | string | null, unit: string | null, format: Format): string {
  if (value === null) return ABSENT;
  const text = typeof value === "number" ? format.number(value, 3) : value;
  return unit ? `${text} ${unit}` : text;
}

function Inputs({ inputs }: { inputs: Explanation["inputs"] }) {
  const t = useTranslate();
  const format = useFormat();
  const facts = inputs.map((input) => ({
    label: t.code("term", input.name),
    value: (
      <>
        {written(input.value, input.unit, format)}
        <Text size="xs" c="dimmed">
          {[input.source && t.code("source", input.source), input.as_of && format.date(input.as_of)]
            .filter(Boolean)
            .join(" · ")}
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
        <li key={step.code} className={classes.step}>
          <Text size="sm">
            {t.code("term", step.code)} ={" "}
            <strong className="numeric">{written(step.value, step.unit, format)}</strong>
          </Text>
          <code className={classes.formula}>{step.formula}</code>
        </li>
      ))}
    </ol>
  );
}

function ConfidenceReasons({ reasons }: { reasons: readonly string[] }) {
  const t = useTranslate();
  if (reasons.length === 0) return null;
  return (
    <div>
      <Title order={3} mb="xs">
        {t("advice.confidence.why")}
      </Title>
      <ul>
        {reasons.map((reason) => (
          <Text key={reason} component="li" size="sm">
            {t.code("reason", reason)}
          </Text>
        ))}
      </ul>
    </div>
  );
}
