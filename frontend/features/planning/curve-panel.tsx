"use client";

import { Button, Group, Slider, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Facts } from "@/components/facts";
import { Panel } from "@/components/panel";
import type { Replay, ReplayClass, ReplayResult, TargetClass } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { useMay } from "@/lib/permissions";
import { ChooseDialog } from "./choose-dialog";
import { CurveChart } from "./curve-chart";
import { curve, startingPoint, TARGET_CLASSES } from "./points";
import { useServiceLevels } from "./queries";

type Props = { replay: Replay; results: readonly ReplayResult[]; abcClass: ReplayClass };

function asTarget(abcClass: ReplayClass): TargetClass | undefined {
  return TARGET_CLASSES.find((name) => name === abcClass);
}

/** What more service costs; a point of the curve can be made the policy of a class. */
export function CurvePanel({ replay, results, abcClass }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const mayChoose = useMay("planning:policy:update");
  const targets = useServiceLevels().data?.data ?? [];
  const target = targets.find((row) => row.abc_class === abcClass);
  const proposed = curve(results, "PROPOSED", abcClass);
  const [moved, setMoved] = useState<number | null>(null);
  const [isOpen, setOpen] = useState(false);
  const at = moved ?? startingPoint(proposed, target?.service_level);
  const chosen = proposed[at];
  const targetClass = asTarget(abcClass);
  if (!chosen) return null;
  const inMoney = chosen.stock_value !== null;
  return (
    <Panel title={t("replay.curve")}>
      <Stack gap="md">
        <Legend />
        <CurveChart
          proposed={proposed}
          classic={curve(results, "CLASSIC", abcClass)}
          chosen={chosen}
          inMoney={inMoney}
        />
        <Slider
          thumbLabel={t("replay.slider")}
          min={0}
          max={proposed.length - 1}
          step={1}
          value={at}
          onChange={setMoved}
          label={(value) => format.percent(proposed[value]?.asked)}
        />
        <Point point={chosen} current={target?.service_level} />
        {mayChoose && targetClass && target && (
          <Group>
            <Button onClick={() => setOpen(true)}>
              {t("replay.choose", { level: format.percent(chosen.asked), class: targetClass })}
            </Button>
          </Group>
        )}
        {mayChoose && !targetClass && (
          <Text size="sm" c="dimmed">
            {t("replay.choose.class")}
          </Text>
        )}
        {isOpen && targetClass && target && (
          <ChooseDialog
            replayId={replay.id}
            correction={replay.level_correction}
            abcClass={targetClass}
            target={target}
            point={chosen}
            onClose={() => setOpen(false)}
          />
        )}
      </Stack>
    </Panel>
  );
}

function Legend() {
  const t = useTranslate();
  return (
    <Group gap="md">
      {(["PROPOSED", "CLASSIC"] as const).map((policy) => (
        <Group key={policy} gap={6}>
          <span
            aria-hidden="true"
            style={{
              width: 10,
              height: 10,
              borderRadius: 5,
              background: `var(--qm-chart-${policy === "PROPOSED" ? "forecast" : "second"})`,
            }}
          />
          <Text size="sm">{t.code("replay-policy", policy)}</Text>
        </Group>
      ))}
    </Group>
  );
}

function Point({ point, current }: { point: ReplayResult; current: number | undefined }) {
  const t = useTranslate();
  const format = useFormat();
  const facts = [
    { label: t("replay.asked"), value: format.percent(point.asked) },
    { label: t("replay.current"), value: format.percent(current) },
    { label: t("replay.fill-rate"), value: format.percent(point.fill_rate) },
    { label: t("replay.cycle-service"), value: format.percent(point.cycle_service) },
    { label: t("replay.stock"), value: format.compactMoney(point.stock_value) },
    { label: t("replay.holding"), value: format.compactMoney(point.holding_cost) },
    { label: t("replay.lost-cost"), value: format.compactMoney(point.lost_cost) },
    { label: t("replay.cost"), value: format.compactMoney(point.cost) },
  ];
  return <Facts facts={facts} isWide />;
}
