"use client";

import { Anchor, Text } from "@mantine/core";
import Link from "next/link";
import { ChartPart } from "@/components/chart/chart-part";
import { Panel } from "@/components/panel";
import { SimpleTable } from "@/components/simple-table";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { orderColumns } from "./columns";
import { latestOrdersQuery } from "./filters";
import { useOrders } from "./queries";

/** The newest orders to one supplier, and the way to all of them. */
export function LatestOrders({ supplier }: { supplier: number }) {
  const t = useTranslate();
  const format = useFormat();
  const { data, error, mutate } = useOrders(latestOrdersQuery(supplier));
  const columns = orderColumns(t, format).filter(
    ({ key, isOptional }) => !isOptional && key !== "supplier",
  );
  const rows = data?.data ?? [];
  return (
    <Panel
      title={t("order.latest")}
      isFlush={rows.length > 0}
      aside={
        <Anchor component={Link} href={`/orders?supplier=${supplier}`} size="sm">
          {t("common.more")}
        </Anchor>
      }
    >
      <ChartPart
        isLoading={!data}
        error={data ? null : error}
        onRetry={() => void mutate()}
        height={240}
      >
        {rows.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t("order.latest.none")}
          </Text>
        ) : (
          <SimpleTable
            label={t("order.latest")}
            columns={columns}
            rows={rows}
            keyOf={(order) => order.id}
          />
        )}
      </ChartPart>
    </Panel>
  );
}
