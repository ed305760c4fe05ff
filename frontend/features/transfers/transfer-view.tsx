"use client";

import { Skeleton, Stack } from "@mantine/core";
import { ErrorState } from "@/components/error-state";
import type { TransferDetail } from "@/lib/api/schema-names";
import { GoodsReceipts } from "./goods-receipts";
import { LinesPanel } from "./lines-panel";
import { LotsPanel } from "./lots-panel";
import { useTransfer } from "./queries";
import { TransferHeader } from "./transfer-header";

const NOT_YET_SENT: readonly TransferDetail["status"][] = ["DRAFT", "PENDING", "APPROVED"];

/** One transfer: where it stands, what may be done, its items, its lots and its papers. */
export function TransferView({ id }: { id: number }) {
  const { data, error, mutate } = useTransfer(id);
  if (error && !data) return <ErrorState error={error} onRetry={() => void mutate()} />;
  if (!data) return <Skeleton height={420} radius="md" />;
  return (
    <>
      <TransferHeader transfer={data} />
      <Stack gap="md">
        <LinesPanel id={id} />
        {NOT_YET_SENT.includes(data.status) && <LotsPanel transfer={data} />}
        {data.received_at !== null && <GoodsReceipts id={id} />}
      </Stack>
    </>
  );
}
