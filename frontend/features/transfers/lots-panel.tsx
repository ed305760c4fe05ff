"use client";

import { Button, Stack, Text, Title } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ChartPart } from "@/components/chart/chart-part";
import { Panel } from "@/components/panel";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import type { TransferDetail, TransferLineLots } from "@/lib/api/schema-names";
import { ABSENT, toNumber, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { OverrideNotice } from "./override-notice";
import { useTransferLots } from "./queries";

const OverrideDialog = dynamic(() =>
  import("./override-dialog").then((module) => module.OverrideDialog),
);

type Lot = TransferLineLots["lots"][number];

/** Before the goods leave: which lots lie at the source, and which of them will be sent. */
export function LotsPanel({ transfer }: { transfer: TransferDetail }) {
  const t = useTranslate();
  const format = useFormat();
  const [isChoosing, setChoosing] = useState(false);
  const { data, error, mutate } = useTransferLots(transfer.id);
  return (
    <Panel
      title={t("transfer.source-lots")}
      aside={
        transfer.may_request_override && data ? (
          <Button size="xs" variant="default" onClick={() => setChoosing(true)}>
            {t("transfer.override.ask")}
          </Button>
        ) : undefined
      }
    >
      <ChartPart
        isLoading={!data}
        error={data ? null : error}
        onRetry={() => void mutate()}
        height={160}
      >
        <Stack gap="md">
          <OverrideNotice transfer={transfer} />
          {data?.data.map((line) => (
            <LineLots key={line.line_id} line={line} t={t} format={format} />
          ))}
        </Stack>
      </ChartPart>
      {isChoosing && data && (
        <OverrideDialog transfer={transfer} lots={data} onClose={() => setChoosing(false)} />
      )}
    </Panel>
  );
}

type LineProps = { line: TransferLineLots; t: Translate; format: Format };

function LineLots({ line, t, format }: LineProps) {
  const missing = toNumber(line.missing_quantity) ?? 0;
  return (
    <section aria-label={line.item_name}>
      <Title order={3} mb={4}>
        {line.item_name}{" "}
        <Text span size="sm" c="dimmed">
          {`${format.number(line.quantity, 4)} ${line.unit}`}
        </Text>
      </Title>
      {missing > 0 && (
        <Text size="sm" c="var(--qm-critical)">
          {t("transfer.lots.missing", { quantity: `${format.number(missing, 4)} ${line.unit}` })}
        </Text>
      )}
      {line.lots.length > 0 && (
        <SimpleTable
          label={`${t("transfer.source-lots")}: ${line.item_name}`}
          columns={lotColumns(t, format)}
          rows={line.lots}
          keyOf={(lot) => lot.lot_id ?? 0}
        />
      )}
    </section>
  );
}

function lotColumns(t: Translate, format: Format): SimpleColumn<Lot>[] {
  return [
    {
      label: t("transfer.lot"),
      isTitle: true,
      render: (lot) => lot.lot_number ?? t("transfer.no-lot"),
    },
    {
      label: t("transfer.expiry"),
      render: (lot) => (
        <Text span inherit c={lot.is_expired ? "var(--qm-critical)" : undefined}>
          {lot.expires_on === null ? ABSENT : format.date(lot.expires_on)}
          {lot.is_expired && ` · ${t("transfer.lot.expired")}`}
        </Text>
      ),
    },
    {
      label: t("transfer.on-hand"),
      align: "end",
      render: (lot) => format.number(lot.on_hand, 4),
    },
    {
      label: t("transfer.will-be-sent"),
      align: "end",
      render: (lot) => format.number(lot.chosen_quantity, 4),
    },
  ];
}
