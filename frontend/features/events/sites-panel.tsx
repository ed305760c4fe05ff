"use client";

import { Button, Group } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import { FreshnessBadge } from "@/components/badges";
import { ChartPart } from "@/components/chart/chart-part";
import { Panel } from "@/components/panel";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import type { ReportingSite } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { useMay } from "@/lib/permissions";
import { useReportingSites } from "./queries";

const SyncDrawer = dynamic(() => import("./sync-drawer").then((module) => module.SyncDrawer));
const ReportDialog = dynamic(() => import("./report-dialog").then((module) => module.ReportDialog));

/** Which sites report, those furthest behind first. */
export function SitesPanel() {
  const t = useTranslate();
  const { data, error, mutate } = useReportingSites();
  const [read, setRead] = useState<ReportingSite | null>(null);
  const [reported, setReported] = useState<ReportingSite | null>(null);
  const columns = useSiteColumns(setRead, setReported);
  return (
    <Panel isFlush>
      <ChartPart
        isLoading={!data}
        error={data ? null : error}
        onRetry={() => void mutate()}
        height={320}
      >
        <SimpleTable
          label={t("event.tab.sites")}
          columns={columns}
          rows={data?.sites ?? []}
          keyOf={(site) => site.site_id}
        />
      </ChartPart>
      {read && <SyncDrawer site={read} onClose={() => setRead(null)} />}
      {reported && <ReportDialog site={reported} onClose={() => setReported(null)} />}
    </Panel>
  );
}

type Choose = (site: ReportingSite) => void;

function useSiteColumns(read: Choose, report: Choose): SimpleColumn<ReportingSite>[] {
  const t = useTranslate();
  const format = useFormat();
  const mayReport = useMay("needs:sync:record");
  return [
    {
      label: t("sync.site"),
      isTitle: true,
      render: (site) => `${site.name} (${site.code})`,
    },
    {
      label: t("sync.freshness"),
      render: (site) => <FreshnessBadge level={site.freshness} />,
    },
    {
      label: t("sync.behind"),
      align: "end",
      render: (site) =>
        site.hours_behind === null
          ? t("stock-status.banner.never")
          : format.hours(site.hours_behind),
    },
    { label: t("sync.up-to"), render: (site) => format.instant(site.data_up_to) },
    {
      label: t("sync.critical"),
      align: "end",
      render: (site) => format.number(site.critical_items),
    },
    {
      label: "",
      align: "end",
      render: (site) => (
        <Group gap={4} justify="flex-end" wrap="nowrap">
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t("sync.log-of", { site: site.name })}
            onClick={() => read(site)}
          >
            {t("sync.log")}
          </Button>
          {mayReport && (
            <Button
              size="compact-xs"
              variant="light"
              aria-label={`${t("sync.record")}: ${site.name}`}
              onClick={() => report(site)}
            >
              {t("sync.record")}
            </Button>
          )}
        </Group>
      ),
    },
  ];
}
