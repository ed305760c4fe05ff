"use client";

import { Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconShieldCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Facts } from "@/components/facts";
import type { LineExplanation } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { inputsOf } from "./inputs";
import classes from "./needs-lists.module.css";

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

/** What a line was calculated from, with the time each input is as of. */
export function Inputs({ inputs }: { inputs: Record<string, unknown> }) {
  const t = useTranslate();
  const format = useFormat();
  const facts = inputsOf(inputs, t, format).map((input) => ({
    label: t.code("needs-input", input.name),
    value: (
      <>
        {input.text}
        <Text size="xs" c="dimmed">
          {[input.source, input.asOf && format.instant(input.asOf)].filter(Boolean).join(" · ")}
        </Text>
      </>
    ),
  }));
  return <Facts facts={facts} />;
}

export function Reasons({ codes, prefix }: { codes: readonly string[]; prefix: string }) {
  const t = useTranslate();
  return (
    <ul>
      {codes.map((code) => (
        <Text key={code} component="li" size="sm">
          {t.code(prefix, code)}
        </Text>
      ))}
    </ul>
  );
}

export function Provenance({ explanation }: { explanation: LineExplanation }) {
  const t = useTranslate();
  const isSound = explanation.is_intact && explanation.is_repeatable;
  const Mark = isSound ? IconShieldCheck : IconAlertTriangle;
  return (
    <div className={classes.provenance}>
      <Mark size={18} stroke={1.6} aria-hidden="true" />
      <div>
        <Text size="sm">{t(isSound ? "needs.intact" : "needs.not-intact")}</Text>
        <Text size="xs" c="dimmed" className={classes.hash}>
          {explanation.formula_version} · {explanation.hash.slice(0, 16)}
        </Text>
      </div>
    </div>
  );
}
