"use client";

import { NumberInput, SimpleGrid } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ConflictDialog, type ConflictField } from "@/components/conflict-dialog";
import { Failure } from "@/components/failure";
import type { NeedsEvent, PhaseConfig, PhaseConfigChange } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useSave } from "@/lib/api/use-save";
import { useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { changeConfig } from "./queries";
import { ReasonField } from "./reason-field";

type Props = { event: NeedsEvent; config: PhaseConfig; onClose: () => void };
type Values = Omit<PhaseConfigChange, "reason">;

type Limits = { max: number; min: number; decimals: number; step: number };

const HOURS: Limits = { min: 1, max: 8760, decimals: 0, step: 1 };
const LIMIT: Limits = { min: 0.25, max: 8760, decimals: 2, step: 1 };
const FIELDS: Record<keyof Values, Limits> = {
  demand_window_hours: HOURS,
  planning_window_hours: HOURS,
  safety_factor: { min: 1, max: 2, decimals: 3, step: 0.05 },
  safety_buffer_pct: { min: 0, max: 100, decimals: 2, step: 5 },
  freshness_threshold_hours: LIMIT,
  stale_threshold_hours: LIMIT,
};
const NAMES = Object.keys(FIELDS) as (keyof Values)[];

function labelsOf(t: Translate): Record<keyof Values, string> {
  const hours = (label: string) => t("event.hours", { label });
  return {
    demand_window_hours: hours(t("event.demand-window")),
    planning_window_hours: hours(t("event.planning-window")),
    safety_factor: t("event.safety-factor"),
    safety_buffer_pct: t("event.percent", { label: t("event.safety-buffer") }),
    freshness_threshold_hours: hours(t("event.fresh-up-to")),
    stale_threshold_hours: hours(t("event.stale-after")),
  };
}

function valuesOf(config: PhaseConfig): Values {
  return Object.fromEntries(NAMES.map((name) => [name, Number(config[name])])) as Values;
}

export function WindowDialog({ event, config, onClose }: Props) {
  const t = useTranslate();
  const revalidate = useRevalidate("/api/v1/");
  const [values, setValues] = useState<Values>(() => valuesOf(config));
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const saving = useSave<PhaseConfig, PhaseConfigChange>((version, change) =>
    changeConfig(event.id, config.phase, version, change),
  );
  const labels = labelsOf(t);
  const phase = t.code("phase", config.phase);

  async function save(version: number) {
    setTried(true);
    if (!reason.trim()) return;
    const saved = await saving.run(version, { ...values, reason });
    if (!saved) return;
    notifications.show({ message: t("event.windows.saved", { phase }) });
    await revalidate();
    onClose();
  }

  return (
    <>
      <ConfirmDialog
        opened
        title={t("event.window-of", { phase })}
        confirm={t("common.save")}
        busy={saving.busy}
        onConfirm={() => void save(config.version)}
        onClose={onClose}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {NAMES.map((name) => (
            <NumberInput
              key={name}
              label={labels[name]}
              value={values[name]}
              min={FIELDS[name].min}
              max={FIELDS[name].max}
              step={FIELDS[name].step}
              decimalScale={FIELDS[name].decimals}
              onChange={(value) => setValues({ ...values, [name]: value })}
            />
          ))}
        </SimpleGrid>
        <ReasonField value={reason} isMissing={isTried} onChange={setReason} />
        <Failure error={saving.error} />
      </ConfirmDialog>
      <ConflictDialog
        opened={saving.conflict !== null}
        busy={saving.busy}
        fields={saving.conflict ? conflictFields(saving.conflict, values, labels) : []}
        onOverwrite={() => void save(saving.conflict?.version ?? config.version)}
        onClose={saving.dismiss}
      />
    </>
  );
}

function conflictFields(
  stored: PhaseConfig,
  mine: Values,
  labels: Record<keyof Values, string>,
): ConflictField[] {
  return NAMES.map((name) => ({
    label: labels[name],
    theirs: String(Number(stored[name])),
    mine: String(mine[name]),
  }));
}
