"use client";

import { Text } from "@mantine/core";
import { Facts } from "@/components/facts";
import { Panel } from "@/components/panel";
import type { Replay } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { StartReplay } from "./start-replay";

/** What a replay says in one sentence, and what it rests on. */
export function ReplayFacts({ replay }: { replay: Replay }) {
  const t = useTranslate();
  const format = useFormat();
  const facts = [
    {
      label: t("replay.counted"),
      value: `${format.date(replay.counted_from)} – ${format.date(replay.counted_to)}`,
    },
    { label: t("replay.series"), value: format.number(replay.series) },
    { label: t("replay.no-lead-time"), value: format.number(replay.series_without_lead_time) },
    { label: t("replay.no-value"), value: format.number(replay.series_without_value) },
    { label: t("replay.holding-rate"), value: format.percent(replay.holding_rate) },
    { label: t("replay.shortage-rate"), value: format.percent(replay.shortage_rate) },
    {
      label: t("replay.correction"),
      value: `${format.number(replay.correction, 2)} ${t(
        replay.is_correction_chosen ? "replay.correction.chosen" : "replay.correction.default",
      )}`,
    },
    {
      label: t("replay.level-correction"),
      value: format.number(replay.level_correction, 2),
    },
  ];
  return (
    <Panel title={t("replay.what")} aside={<StartReplay />}>
      <Text mb="sm">{sentence(replay, t, format)}</Text>
      <Facts facts={facts} isWide />
    </Panel>
  );
}

function sentence(
  replay: Replay,
  t: ReturnType<typeof useTranslate>,
  format: ReturnType<typeof useFormat>,
): string {
  if (replay.equal_fill_ratio === null) return t("replay.sentence.unknown");
  return t("replay.sentence", {
    ratio: format.percent(replay.equal_fill_ratio, 0),
    low: format.percent(replay.equal_fill_low, 0),
    high: format.percent(replay.equal_fill_high, 0),
  });
}
