"use client";

import { Text } from "@mantine/core";
import { ChartPart } from "@/components/chart/chart-part";
import { NamedLink } from "@/components/named-link";
import { Panel } from "@/components/panel";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import type { TransferLine } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useTransferLines } from "./queries";

export function LinesPanel({ id }: { id: number }) {
  const t = useTranslate();
  const format = useFormat();
  const { data, error, mutate } = useTransferLines(id);
  return (
    <Panel title={t("transfer.items")} isFlush>
      <ChartPart
        isLoading={!data}
        error={data ? null : error}
        onRetry={() => void mutate()}
        height={160}
      >
        <SimpleTable
          label={t("transfer.items")}
          columns={lineColumns(t, format)}
          rows={data?.data ?? []}
          keyOf={(line) => line.id}
        />
      </ChartPart>
    </Panel>
  );
}

function lineColumns(t: Translate, format: Format): SimpleColumn<TransferLine>[] {
  const quantity = (value: string, line: TransferLine) => `${format.number(value, 4)} ${line.unit}`;
  return [
    {
      label: t("transfer.item"),
      isTitle: true,
      render: (line) => (
        <NamedLink href={`/materials/${line.item_id}`} name={line.item_name} code={line.sku} />
      ),
    },
    {
      label: t("transfer.quantity"),
      align: "end",
      render: (line) => quantity(line.quantity, line),
    },
    {
      label: t("transfer.sent-quantity"),
      align: "end",
      render: (line) => (hasLeft(line) ? quantity(line.dispatched_quantity, line) : ABSENT),
    },
    {
      label: t("transfer.counted"),
      align: "end",
      render: (line) =>
        line.variance_level === null ? ABSENT : quantity(line.received_quantity, line),
    },
    { label: t("transfer.difference"), render: (line) => <Variance line={line} /> },
    { label: t("transfer.lots"), render: (line) => <Lots line={line} /> },
  ];
}

function hasLeft(line: TransferLine): boolean {
  return Number(line.dispatched_quantity) > 0;
}

function Variance({ line }: { line: TransferLine }) {
  const t = useTranslate();
  const format = useFormat();
  if (line.variance_level === null || line.variance_pct === null) return ABSENT;
  if (line.variance_level === "NONE") return t("variance.none");
  const why = [
    line.variance_reason_code && t.code("variance-reason", line.variance_reason_code),
    line.variance_note,
  ];
  const isOpen = line.variance_level === "INVESTIGATION";
  return (
    <div>
      <Text span inherit fw={560} c={isOpen ? "var(--qm-critical)" : undefined}>
        {format.percent(Number(line.variance_pct) / 100, 2)}
      </Text>
      <Text span size="xs" c="dimmed" display="block">
        {why.filter(Boolean).join(" · ") || t.code("variance", line.variance_level)}
      </Text>
    </div>
  );
}

function Lots({ line }: { line: TransferLine }) {
  const t = useTranslate();
  const format = useFormat();
  // Before that, lots are only a wish; the panel below tells of it.
  if (!hasLeft(line)) return ABSENT;
  return (
    <div>
      {line.lots.map((lot) => (
        <Text key={lot.id} span inherit display="block">
          {`${lot.lot_number ?? t("transfer.no-lot")}: ${format.number(lot.quantity, 4)}`}
          {lot.expires_on && (
            <Text span size="xs" c="dimmed">
              {` ${t("transfer.expires", { day: format.date(lot.expires_on) })}`}
            </Text>
          )}
        </Text>
      ))}
    </div>
  );
}
