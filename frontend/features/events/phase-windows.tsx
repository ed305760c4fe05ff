"use client";

import { Button } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ChartPart } from "@/components/chart/chart-part";
import { Panel } from "@/components/panel";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import type { NeedsEvent, PhaseConfig } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useMay } from "@/lib/permissions";
import { usePhaseConfigs } from "./queries";

const WindowDialog = dynamic(() => import("./window-dialog").then((module) => module.WindowDialog));

type Change = ((config: PhaseConfig) => void) | null;

export function PhaseWindows({ event }: { event: NeedsEvent }) {
  const t = useTranslate();
  const format = useFormat();
  const mayManage = useMay("needs:event:manage");
  const { data, error, mutate } = usePhaseConfigs(event.id);
  const [changing, setChanging] = useState<PhaseConfig | null>(null);
  return (
    <Panel title={t("event.windows")} isFlush>
      <ChartPart
        isLoading={!data}
        error={data ? null : error}
        onRetry={() => void mutate()}
        height={160}
      >
        <SimpleTable
          label={t("event.windows")}
          columns={windowColumns(t, format, mayManage ? setChanging : null)}
          rows={data?.data ?? []}
          keyOf={({ phase }) => phase}
        />
      </ChartPart>
      {changing && (
        <WindowDialog event={event} config={changing} onClose={() => setChanging(null)} />
      )}
    </Panel>
  );
}

function windowColumns(t: Translate, format: Format, change: Change): SimpleColumn<PhaseConfig>[] {
  const hours = (
    label: string,
    value: (config: PhaseConfig) => number | string,
  ): SimpleColumn<PhaseConfig> => ({
    label,
    align: "end",
    render: (config) => format.hours(value(config)),
  });
  const columns: SimpleColumn<PhaseConfig>[] = [
    {
      label: t("event.phase"),
      isTitle: true,
      render: ({ phase, is_current: isCurrent }) =>
        isCurrent ? `${t.code("phase", phase)} (${t("event.now")})` : t.code("phase", phase),
    },
    hours(t("event.demand-window"), (config) => config.demand_window_hours),
    hours(t("event.planning-window"), (config) => config.planning_window_hours),
    {
      label: t("event.safety-factor"),
      align: "end",
      render: (config) => format.number(config.safety_factor, 3),
    },
    {
      label: t("event.safety-buffer"),
      align: "end",
      render: (config) => format.percent(Number(config.safety_buffer_pct) / 100),
    },
    hours(t("event.fresh-up-to"), (config) => config.freshness_threshold_hours),
    hours(t("event.stale-after"), (config) => config.stale_threshold_hours),
  ];
  if (change === null) return columns;
  const button: SimpleColumn<PhaseConfig> = {
    label: "",
    align: "end",
    render: (config) => (
      <Button
        size="compact-xs"
        variant="light"
        aria-label={`${t("event.windows.change")}: ${t.code("phase", config.phase)}`}
        onClick={() => change(config)}
      >
        {t("event.windows.change")}
      </Button>
    ),
  };
  return [...columns, button];
}
