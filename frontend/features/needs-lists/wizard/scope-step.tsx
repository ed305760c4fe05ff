"use client";

import { Button, Group, MultiSelect, Radio, Select, Stack, Text, Textarea } from "@mantine/core";
import { EmptyState } from "@/components/empty-state";
import { Panel } from "@/components/panel";
import type { WizardDocument } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { FAIR_SHARE_RULES, PHASES } from "../filters";
import type { EventOption } from "../needs-list";
import { scopeOf } from "./scope";

type Props = {
  events: readonly EventOption[];
  sites: readonly Option[];
  families: readonly Option[];
  document: WizardDocument;
  onChange: (part: Partial<WizardDocument>) => void;
  onNext: () => void;
};

export function ScopeStep({ events, sites, families, document, onChange, onNext }: Props) {
  const t = useTranslate();
  const event = events.find(({ value }) => value === String(document.event_id));
  if (events.length === 0) {
    return <EmptyState title={t("wizard.no-event.title")} text={t("wizard.no-event.text")} />;
  }
  // Another scope has other lines; what was left out of the old one means nothing in it.
  const set = (part: Partial<WizardDocument>) => onChange({ ...part, excluded: [] });
  return (
    <Panel title={t("wizard.scope")}>
      <Stack gap="md" maw={640}>
        <Select
          label={t("needs.event")}
          placeholder={t("wizard.event.choose")}
          data={events.map(({ value, label }) => ({ value, label }))}
          value={event?.value ?? null}
          onChange={(value) => set({ event_id: value === null ? null : Number(value) })}
        />
        <MultiSelect
          label={t("wizard.sites")}
          placeholder={document.site_ids.length === 0 ? t("wizard.sites.choose") : undefined}
          searchable
          clearable
          data={[...sites]}
          value={document.site_ids.map(String)}
          onChange={(values) => set({ site_ids: values.map(Number) })}
        />
        <Select
          label={t("needs.phase")}
          description={t("wizard.phase.hint")}
          placeholder={event && t("wizard.phase.own", { phase: t.code("phase", event.phase) })}
          clearable
          data={PHASES.map((phase) => ({ value: phase, label: t.code("phase", phase) }))}
          value={document.phase}
          onChange={(value) => set({ phase: PHASES.find((phase) => phase === value) ?? null })}
        />
        <Select
          label={t("wizard.family")}
          placeholder={t("common.all")}
          clearable
          searchable
          data={[...families]}
          value={document.family}
          onChange={(family) => set({ family })}
        />
        <SharingRule document={document} onChange={onChange} />
        <Textarea
          label={t("needs.notes")}
          autosize
          minRows={2}
          maxLength={4000}
          value={document.notes ?? ""}
          onChange={(change) => onChange({ notes: change.currentTarget.value || null })}
        />
        <Group gap="sm">
          <Button disabled={scopeOf(document) === null} onClick={onNext}>
            {t("wizard.calculate")}
          </Button>
          {scopeOf(document) === null && (
            <Text size="sm" c="dimmed">
              {t("wizard.scope.missing")}
            </Text>
          )}
        </Group>
      </Stack>
    </Panel>
  );
}

type RuleProps = Pick<Props, "document" | "onChange">;

function SharingRule({ document, onChange }: RuleProps) {
  const t = useTranslate();
  return (
    <Radio.Group
      label={t("needs.fair-share")}
      description={t("wizard.fair-share.hint")}
      value={document.fair_share_rule}
      onChange={(value) =>
        onChange({
          fair_share_rule: FAIR_SHARE_RULES.find((rule) => rule === value) ?? "EQUAL_HOURS",
        })
      }
    >
      <Stack gap="xs" mt={6}>
        {FAIR_SHARE_RULES.map((rule) => (
          <Radio key={rule} size="xs" value={rule} label={t.code("fair-share", rule)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
