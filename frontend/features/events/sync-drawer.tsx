"use client";

import { Drawer, Text } from "@mantine/core";
import { ChartPart } from "@/components/chart/chart-part";
import { SimpleTable, type SimpleColumn } from "@/components/simple-table";
import type { ReportingSite, SyncReport } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useSyncLog } from "./queries";

type Props = { site: ReportingSite; onClose: () => void };

/** When a site handed in its data, the latest first. */
export function SyncDrawer({ site, onClose }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const { data, error, mutate } = useSyncLog(site.site_id);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t("sync.log-of", { site: site.name })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <ChartPart
        isLoading={!data}
        error={data ? null : error}
        onRetry={() => void mutate()}
        height={200}
      >
        {data?.data.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t("sync.none")}
          </Text>
        ) : (
          <SimpleTable
            label={t("sync.log-of", { site: site.name })}
            columns={logColumns(t, format)}
            rows={data?.data ?? []}
            keyOf={({ id }) => id}
          />
        )}
      </ChartPart>
    </Drawer>
  );
}

function logColumns(t: Translate, format: Format): SimpleColumn<SyncReport>[] {
  return [
    { label: t("sync.at"), isTitle: true, render: ({ at }) => format.instant(at) },
    {
      label: t("sync.status"),
      render: ({ status, error_text: failure }) =>
        failure === null
          ? t.code("sync-status", status)
          : `${t.code("sync-status", status)}: ${failure}`,
    },
    { label: t("sync.up-to"), render: (report) => format.instant(report.data_up_to) },
    {
      label: t("sync.items"),
      align: "end",
      render: (report) => format.number(report.items_synced),
    },
    { label: t("sync.type"), render: ({ type }) => t.code("sync-type", type) },
    { label: t("sync.actor"), render: ({ actor }) => actor },
  ];
}
