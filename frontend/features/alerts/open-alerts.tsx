"use client";

import { Anchor, Skeleton, Stack, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { Panel } from "@/components/panel";
import type { Alert } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import { AlertButtons } from "./alert-buttons";
import { AlertSummary } from "./alert-text";
import classes from "./alerts.module.css";
import { openAlertsQuery } from "./open-alerts-query";
import { useAlerts } from "./queries";
import { useAlertActions } from "./use-alert-actions";

const AlertDrawer = dynamic(() => import("./alert-drawer").then((module) => module.AlertDrawer));
const AlertActionDialog = dynamic(() =>
  import("./alert-action-dialog").then((module) => module.AlertActionDialog),
);

type Props = { site: number | undefined; family: string | undefined };

/** The worst open alerts, to be taken on without leaving the page. */
export function OpenAlerts({ site, family }: Props) {
  const t = useTranslate();
  const { data, error, mutate } = useAlerts(openAlertsQuery(site));
  const actions = useAlertActions();
  const total = data?.meta.total ?? 0;
  return (
    <Panel
      title={data ? t.count("alert.open-count", total) : t("alert.open-title")}
      aside={
        <Anchor component={Link} href="/alerts?status=OPEN" size="sm">
          {t("common.more")}
        </Anchor>
      }
      isFlush
    >
      {family !== undefined && (
        <Text size="xs" c="dimmed" px="md" pb="xs">
          {t("alert.all-families")}
        </Text>
      )}
      {error && !data ? <ErrorState error={error} onRetry={() => void mutate()} /> : null}
      {!error && !data && <LinesSkeleton />}
      {data?.data.length === 0 && (
        <EmptyState
          icon={IconCircleCheck}
          title={t("alert.empty.title")}
          text={t("alert.empty.text")}
        />
      )}
      <ul className={classes.list}>
        {data?.data.map((alert: Alert) => (
          <li key={alert.id} className={classes.line}>
            <AlertSummary alert={alert} onOpen={() => actions.open(alert.id)} />
            <AlertButtons alert={alert} onAct={(action) => actions.act([alert], action)} />
          </li>
        ))}
      </ul>
      <AlertDrawer
        id={actions.openId}
        onClose={actions.close}
        onAct={(alert, action) => actions.act([alert], action)}
      />
      {actions.wanted && <AlertActionDialog {...actions.wanted} onClose={actions.finish} />}
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
