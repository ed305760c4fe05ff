"use client";

import { Group, SimpleGrid, Text } from "@mantine/core";
import { Facts } from "@/components/facts";
import { Panel } from "@/components/panel";
import { SimpleTable } from "@/components/simple-table";
import type { AccuracyRow, ForecastRun } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { CalibrationPlot } from "./calibration-plot";
import { gainOver, partsOf } from "./parts";

/** One sentence for who has one minute, and the figures that it is made of. */
export function Headline({ run, total }: { run: ForecastRun; total: AccuracyRow }) {
  const t = useTranslate();
  const format = useFormat();
  const gain = gainOver(total.naive_rmsse, total.rmsse);
  const high = total.within?.["0.95"];
  const sentence = [
    total.wape !== null && t("accuracy.sentence.wape", { share: format.percent(total.wape) }),
    total.bias !== null &&
      t(total.bias >= 0 ? "accuracy.sentence.high" : "accuracy.sentence.low", {
        share: format.percent(Math.abs(total.bias)),
      }),
    gain !== null &&
      t(gain >= 0 ? "accuracy.sentence.better" : "accuracy.sentence.worse", {
        share: format.percent(Math.abs(gain)),
      }),
    high !== undefined && t("accuracy.sentence.held", { share: format.percent(high) }),
  ];
  return (
    <Panel title={t("accuracy.headline")}>
      <Text mb="md">{sentence.filter(Boolean).join(" ")}</Text>
      <Facts
        isWide
        facts={[
          { label: t("forecast.wape"), value: format.percent(total.wape) },
          { label: t("forecast.bias"), value: format.percent(total.bias) },
          { label: t("forecast.rmsse"), value: format.number(total.rmsse, 2) },
          { label: t("forecast.naive"), value: format.number(total.naive_rmsse, 2) },
          { label: t("accuracy.series"), value: format.number(run.series) },
          { label: t("forecast.points"), value: format.number(total.points) },
          { label: t("forecast.origin"), value: format.date(run.origin) },
          { label: t("forecast.made"), value: format.instant(run.created_at) },
          { label: t("accuracy.snapshot"), value: run.data_snapshot?.slice(0, 12) ?? "–" },
        ]}
      />
    </Panel>
  );
}

export function WeightsPanel({ run }: { run: ForecastRun }) {
  const t = useTranslate();
  const format = useFormat();
  const end = "end" as const;
  return (
    <Panel title={t("accuracy.weights")} isFlush>
      <SimpleTable
        label={t("accuracy.weights")}
        rows={partsOf(run)}
        keyOf={(row) => row.name}
        columns={[
          {
            label: t("accuracy.part"),
            render: (row) => t.code("accuracy.part", row.name),
            isTitle: true,
          },
          { label: t("accuracy.weight"), align: end, render: (row) => format.percent(row.weight) },
          {
            label: t("forecast.rmsse"),
            align: end,
            render: (row) => format.number(row.rmsse, 3),
          },
          { label: t("forecast.mase"), align: end, render: (row) => format.number(row.mase, 3) },
          { label: t("forecast.wape"), align: end, render: (row) => format.percent(row.wape) },
          { label: t("forecast.bias"), align: end, render: (row) => format.percent(row.bias) },
          {
            label: t("forecast.pinball"),
            align: end,
            render: (row) => format.number(row.pinball, 3),
          },
        ]}
      />
    </Panel>
  );
}

export function CalibrationPanel({ total }: { total: AccuracyRow }) {
  const t = useTranslate();
  const format = useFormat();
  const { within } = total;
  if (!within) {
    return (
      <Panel title={t("accuracy.calibration")}>
        <Text size="sm" c="dimmed">
          {t("accuracy.calibration.none")}
        </Text>
      </Panel>
    );
  }
  const levels = Object.entries(within).sort(([a], [b]) => Number(a) - Number(b));
  return (
    <Panel title={t("accuracy.calibration")}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <CalibrationPlot within={within} />
        <SimpleTable
          label={t("accuracy.calibration")}
          rows={levels}
          keyOf={([level]) => level}
          columns={[
            {
              label: t("accuracy.asked"),
              isTitle: true,
              render: ([level]) => format.number(100 * Number(level), 1),
            },
            {
              label: t("accuracy.achieved"),
              align: "end",
              render: ([, share]) => format.number(100 * share, 1),
            },
          ]}
        />
      </SimpleGrid>
      <Group mt="xs">
        <Text size="sm" c="dimmed">
          {t("accuracy.calibration.text")}
        </Text>
      </Group>
    </Panel>
  );
}
