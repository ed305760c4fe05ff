"use client";

import { ChartPart } from "@/components/chart/chart-part";
import { Panel } from "@/components/panel";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import type { NeedsEvent, PhaseHistory } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { usePhaseHistory } from "./queries";

export function PhaseHistoryPanel({ event }: { event: NeedsEvent }) {
  const t = useTranslate();
  const format = useFormat();
  const { data, error, mutate } = usePhaseHistory(event.id);
  return (
    <Panel title={t("event.history")} isFlush>
      <ChartPart
        isLoading={!data}
        error={data ? null : error}
        onRetry={() => void mutate()}
        height={140}
      >
        <SimpleTable
          label={t("event.history")}
          columns={historyColumns(t, format)}
          rows={data?.data ?? []}
          keyOf={({ id }) => id}
        />
      </ChartPart>
    </Panel>
  );
}

function historyColumns(t: Translate, format: Format): SimpleColumn<PhaseHistory>[] {
  const phase = (code: string | null) => (code === null ? ABSENT : t.code("phase", code));
  return [
    {
      label: t("event.history.at"),
      isTitle: true,
      render: ({ at }) => format.instant(at),
    },
    { label: t("event.history.from"), render: (row) => phase(row.from_phase) },
    { label: t("event.history.to"), render: (row) => phase(row.to_phase) },
    { label: t("event.history.by"), render: (row) => row.changed_by ?? ABSENT },
    { label: t("event.reason"), render: (row) => row.reason ?? ABSENT },
  ];
}
