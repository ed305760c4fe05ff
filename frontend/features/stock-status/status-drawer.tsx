"use client";

import { Drawer, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import Link from "next/link";
import { FreshnessBadge, PhaseBadge, SeverityBadge } from "@/components/badges";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { Facts, type Fact } from "@/components/facts";
import type { StockStatus } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { BurnTrend } from "./burn-trend";
import { DraftLink } from "./draft-link";
import { lastsText, rateText, severityOf } from "./figures";
import type { OpenRow } from "./filters";
import { useStockStatus } from "./queries";
import classes from "./stock-status.module.css";

type Props = { open: OpenRow | undefined; event: number; onClose: () => void };

/** One item at one site: what its time to stock-out is made of, and how the rate went. */
export function StatusDrawer({ open, event, onClose }: Props) {
  const t = useTranslate();
  return (
    <Drawer
      opened={open !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={t("stock-status.details")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {open && <DrawerBody open={open} event={event} />}
    </Drawer>
  );
}

function DrawerBody({ open, event }: { open: OpenRow; event: number }) {
  const query = { event_id: event, site_id: open.site, item_id: open.item };
  const { data, error, mutate } = useStockStatus(query);
  const row = data?.data[0];
  if (error && !data) return <ErrorState error={error} onRetry={() => void mutate()} />;
  if (!data) return <Skeleton height={360} />;
  if (!row) return <EmptyState />;
  return <StatusBody row={row} open={open} event={event} />;
}

type BodyProps = { row: StockStatus; open: OpenRow; event: number };

function StatusBody({ row, open, event }: BodyProps) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Stack gap="md">
      <div>
        <Title order={2}>{row.item_name}</Title>
        <Text size="sm">
          {row.sku} · {row.site_name} ·{" "}
          <Link href={`/materials/${row.item_id}`}>{t("stock-status.about-item")}</Link>
        </Text>
      </div>
      <Group gap="xs">
        <SeverityBadge severity={severityOf(row)} />
        <PhaseBadge phase={row.phase} />
        <FreshnessBadge level={row.freshness} />
        <DraftLink event={event} site={row.site_id} size="xs" variant="default" />
      </Group>
      <Facts facts={factsOf(row, t, format)} />
      {row.burn_rate_reasons.length > 0 && (
        <div>
          <Title order={3} mb={4}>
            {t("stock-status.reasons")}
          </Title>
          <ul className={classes.reasons}>
            {row.burn_rate_reasons.map((reason) => (
              <li key={reason}>{t.code("burn-reason", reason)}</li>
            ))}
          </ul>
        </div>
      )}
      <BurnTrend open={open} event={event} unit={row.unit} />
    </Stack>
  );
}

function factsOf(row: StockStatus, t: Translate, format: Format): Fact[] {
  const amount = (value: string) => `${format.number(value, 2)} ${row.unit}`;
  const inbound = row.time_to_stockout_with_inbound_hours;
  const lasts = lastsText(row, t, format);
  const isLonger = inbound !== null && inbound !== row.time_to_stockout_hours;
  const withInbound = t("stock-status.with-inbound", { hours: format.hours(inbound) });
  return [
    { label: t("stock-status.lasts"), value: isLonger ? `${lasts} (${withInbound})` : lasts },
    { label: t("stock-status.burn"), value: rateText(row, t, format) },
    { label: t("stock-status.window"), value: format.hours(row.window_hours) },
    { label: t("stock-status.on-hand"), value: amount(row.on_hand) },
    { label: t("stock-status.expired"), value: amount(row.expired_quantity) },
    { label: t("stock-status.reserved"), value: amount(row.reserved_quantity) },
    { label: t("stock-status.available"), value: amount(row.available_quantity) },
    { label: t("stock-status.inbound-transfer"), value: amount(row.inbound_transfer_quantity) },
    { label: t("stock-status.inbound-donation"), value: amount(row.inbound_donation_quantity) },
    {
      label: t("stock-status.inbound-procurement"),
      value: amount(row.inbound_procurement_quantity),
    },
    { label: t("stock-status.threshold"), value: amount(row.min_stock_threshold) },
    { label: t("stock-status.surplus"), value: amount(row.surplus_quantity) },
    { label: t("stock-status.data-up-to"), value: format.instant(row.data_up_to) },
    { label: t("stock-status.behind"), value: format.hours(row.hours_behind) },
  ];
}
