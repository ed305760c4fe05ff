"use client";

import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { ChartPart } from "@/components/chart/chart-part";
import { EmptyState } from "@/components/empty-state";
import { Panel } from "@/components/panel";
import { SimpleTable } from "@/components/simple-table";
import type { Replay, ReplayClass } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { policyColumns } from "./columns";
import { CurvePanel } from "./curve-panel";
import { classesIn, standing } from "./points";
import { useLatestReplay, useReplayResults } from "./queries";
import { ReplayFacts } from "./replay-facts";
import { StartReplay } from "./start-replay";

const HEIGHT = 320;

/** The newest replay: what each policy would have cost, and the curve to choose from. */
export function ReplayView() {
  const t = useTranslate();
  const latest = useLatestReplay();
  const replay = latest.data?.data[0];
  return (
    <ChartPart
      isLoading={!latest.data}
      error={latest.error}
      onRetry={() => void latest.mutate()}
      height={HEIGHT}
    >
      {replay ? (
        <Replayed replay={replay} />
      ) : (
        <EmptyState
          title={t("replay.none.title")}
          text={t("replay.none.text")}
          action={<StartReplay />}
        />
      )}
    </ChartPart>
  );
}

function Replayed({ replay }: { replay: Replay }) {
  const t = useTranslate();
  const format = useFormat();
  const [abcClass, setClass] = useState<ReplayClass>("ALL");
  const { data, error, mutate } = useReplayResults(replay.id);
  const results = data?.data ?? [];
  const classes = classesIn(results);
  return (
    <Stack gap="md">
      <ReplayFacts replay={replay} />
      <ChartPart isLoading={!data} error={error} onRetry={() => void mutate()} height={HEIGHT}>
        <Stack gap="md">
          <SegmentedControl
            aria-label={t("replay.class")}
            value={abcClass}
            onChange={(value) => setClass(value as ReplayClass)}
            data={classes.map((value) => ({ value, label: t.code("replay-class", value) }))}
          />
          <Panel title={t("replay.policies")} isFlush>
            <SimpleTable
              label={t("replay.policies")}
              columns={policyColumns(t, format)}
              rows={standing(results, abcClass)}
              keyOf={(row) => row.id}
            />
          </Panel>
          <CurvePanel key={abcClass} replay={replay} results={results} abcClass={abcClass} />
          <Text size="sm" c="dimmed">
            {t("replay.limits")}
          </Text>
        </Stack>
      </ChartPart>
    </Stack>
  );
}
