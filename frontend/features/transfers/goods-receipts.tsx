"use client";

import { Anchor, Text } from "@mantine/core";
import { IconFileTypePdf } from "@tabler/icons-react";
import { ChartPart } from "@/components/chart/chart-part";
import { Panel } from "@/components/panel";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { receiptHref, useGoodsReceipts } from "./queries";
import classes from "./transfers.module.css";

/** The notes that were written when the goods came in. */
export function GoodsReceipts({ id }: { id: number }) {
  const t = useTranslate();
  const format = useFormat();
  const { data, error, mutate } = useGoodsReceipts(id);
  return (
    <Panel title={t("transfer.receipts")}>
      <ChartPart
        isLoading={!data}
        error={data ? null : error}
        onRetry={() => void mutate()}
        height={60}
      >
        {data?.data.map((receipt) => (
          <Text key={receipt.id} size="sm">
            <Anchor href={receiptHref(receipt.id)} target="_blank" className={classes.paper}>
              <IconFileTypePdf size={16} stroke={1.6} aria-hidden="true" />
              {receipt.receipt_no}
            </Anchor>{" "}
            {[format.instant(receipt.at), receipt.received_by, receipt.note]
              .filter(Boolean)
              .join(" · ")}
          </Text>
        ))}
      </ChartPart>
    </Panel>
  );
}
