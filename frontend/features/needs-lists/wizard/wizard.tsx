"use client";

import { Alert, Button, Group, Skeleton, Stepper, Text } from "@mantine/core";
import { useEffect } from "react";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { useUrlState } from "@/lib/url-state";
import type { EventOption } from "../needs-list";
import classes from "../needs-lists.module.css";
import { readAsked } from "./asked";
import { PreviewStep } from "./preview-step";
import { ScopeStep } from "./scope-step";
import { SubmitStep } from "./submit-step";
import { useWizard, type WizardControl } from "./use-wizard";

type Props = {
  events: readonly EventOption[];
  sites: readonly Option[];
  families: readonly Option[];
};

/** Scope, preview, submit. */
export function Wizard(props: Props) {
  const t = useTranslate();
  const { params, update } = useUrlState();
  const wizard = useWizard(readAsked(params, props.events));
  const { document, state, change } = wizard;
  const isHeard = state !== "loading";
  useEffect(() => {
    if (isHeard) update({ event: null, site: null, family: null });
  }, [isHeard, update]);
  if (state === "loading") return <Skeleton height={360} />;
  const go = (step: number) => change({ step: step === 2 ? 2 : step === 3 ? 3 : 1 });
  const hasLists = document.needs_list_ids.length > 0;
  return (
    <>
      <Memory wizard={wizard} />
      <Offer wizard={wizard} {...props} />
      <Stepper
        active={document.step - 1}
        size="sm"
        mt="md"
        classNames={{ stepDescription: classes.hint }}
        onStepClick={(index) => go(index + 1)}
        allowNextStepsSelect={false}
      >
        <Stepper.Step label={t("wizard.scope")} description={t("wizard.scope.text")}>
          <ScopeStep {...props} document={document} onChange={change} onNext={() => go(2)} />
        </Stepper.Step>
        <Stepper.Step label={t("wizard.preview")} description={t("wizard.preview.text")}>
          <PreviewStep document={document} onChange={change} onBack={() => go(1)} />
        </Stepper.Step>
        <Stepper.Step label={t("wizard.submit")} description={t("wizard.submit.text")}>
          {hasLists && <SubmitStep wizard={wizard} />}
        </Stepper.Step>
      </Stepper>
    </>
  );
}

/** Something else was asked for than what is in progress; nobody's work is thrown away unasked. */
function Offer({ wizard, events, sites }: Props & { wizard: WizardControl }) {
  const t = useTranslate();
  const format = useFormat();
  const { offer } = wizard;
  if (offer === null) return null;
  const names = sites
    .filter(({ value }) => offer.site_ids.includes(Number(value)))
    .map(({ label }) => label);
  const event = events.find(({ value }) => value === String(offer.event_id))?.label ?? "";
  return (
    <Alert color="amber" title={t("wizard.offer.title")} mt="sm">
      <Text size="sm" mb="xs">
        {t("wizard.offer.text", { scope: [event, format.list(names)].filter(Boolean).join(", ") })}
      </Text>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={wizard.decline}>
          {t("wizard.offer.go-on")}
        </Button>
        <Button size="xs" onClick={() => wizard.start(offer)}>
          {t("wizard.offer.start")}
        </Button>
      </Group>
    </Alert>
  );
}

/** Whether what stands here is safe, and what to do where another window was faster. */
function Memory({ wizard }: { wizard: WizardControl }) {
  const t = useTranslate();
  const format = useFormat();
  const { state, savedAt } = wizard;
  if (state === "elsewhere") {
    return (
      <Alert color="amber" title={t("wizard.elsewhere.title")}>
        <Text size="sm" mb="xs">
          {t("wizard.elsewhere.text")}
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => void wizard.load()}>
            {t("wizard.elsewhere.take")}
          </Button>
          <Button size="xs" onClick={() => void wizard.keepMine()}>
            {t("wizard.elsewhere.keep")}
          </Button>
        </Group>
      </Alert>
    );
  }
  return (
    <Group justify="space-between" gap="xs">
      <Text size="xs" c={state === "failed" ? "var(--qm-critical)" : "dimmed"} aria-live="polite">
        {state === "saving" && t("wizard.saving")}
        {state === "failed" && t("wizard.not-saved")}
        {state === "saved" && savedAt && t("wizard.saved", { at: format.instant(savedAt) })}
      </Text>
      {savedAt && (
        <Button size="compact-xs" variant="subtle" onClick={() => void wizard.forget()}>
          {t("wizard.start-over")}
        </Button>
      )}
    </Group>
  );
}
