"use client";

import { Anchor, Group, Skeleton, Stack } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { PriorityBadge } from "@/components/badges";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { Panel } from "@/components/panel";
import { useTranslate } from "@/lib/i18n/provider";
import { positiveId } from "@/lib/list-state";
import { useUrlState } from "@/lib/url-state";
import { DecisionButtons } from "./decision-buttons";
import { topQuery } from "./filters";
import { useRecommendations } from "./queries";
import { RecommendationSummary } from "./recommendation-text";
import classes from "./recommendations.module.css";

const RecommendationDrawer = dynamic(() =>
  import("./recommendation-drawer").then((module) => module.RecommendationDrawer),
);

type Props = { site: number | undefined; family: string | undefined };

/** The most urgent advice, to be accepted or rejected without leaving the page. */
export function TopRecommendations({ site, family }: Props) {
  const t = useTranslate();
  const { params, update } = useUrlState();
  const { data, error, mutate } = useRecommendations(topQuery(site, family));
  return (
    <Panel
      title={data ? t.count("advice.open-count", data.meta.total) : t("nav.recommendations")}
      aside={
        <Anchor component={Link} href="/recommendations?status=OPEN" size="sm">
          {t("common.more")}
        </Anchor>
      }
      isFlush
    >
      {error && !data ? <ErrorState error={error} onRetry={() => void mutate()} /> : null}
      {!error && !data && <LinesSkeleton />}
      {data?.data.length === 0 && (
        <EmptyState
          icon={IconCircleCheck}
          title={t("advice.empty.title")}
          text={t("advice.empty.text")}
        />
      )}
      <ul className={classes.list}>
        {data?.data.map((advice) => (
          <li key={advice.id} className={classes.line}>
            <RecommendationSummary
              advice={advice}
              onOpen={() => update({ recommendation: advice.id })}
            />
            <Group gap="xs" wrap="nowrap">
              <PriorityBadge priority={advice.priority} />
              <DecisionButtons advice={advice} />
            </Group>
          </li>
        ))}
      </ul>
      <RecommendationDrawer
        id={positiveId(params.get("recommendation"))}
        onClose={() => update({ recommendation: null })}
      />
    </Panel>
  );
}

function LinesSkeleton() {
  return (
    <Stack gap={22} p="md" aria-hidden="true">
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} height={14} width={index % 2 ? "75%" : "90%"} />
      ))}
    </Stack>
  );
}
