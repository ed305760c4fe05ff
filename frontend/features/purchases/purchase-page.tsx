"use client";

import { Stack, Text } from "@mantine/core";
import { useState } from "react";
import { DocumentHead } from "@/components/document-head";
import { Panel } from "@/components/panel";
import { SimpleTable } from "@/components/simple-table";
import type { PurchaseDetail } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { EditPurchaseDialog } from "./edit-purchase-dialog";
import { purchaseFacts } from "./facts";
import { lineColumns } from "./line-columns";
import { PurchaseActions, type Deed } from "./purchase-actions";
import { PurchaseBadge } from "./purchase-badge";
import { usePurchase } from "./queries";
import { ReceiveDialog } from "./receive-dialog";
import { StepDialog } from "./step-dialog";

type Props = { first: PurchaseDetail; suppliers: readonly Option[] };

/** One procurement: what is bought, how far it is, and what its reader may do about it. */
export function PurchasePage({ first, suppliers }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const purchase = usePurchase(first).data ?? first;
  const [open, setOpen] = useState<Deed | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <DocumentHead
        back={{ href: "/procurement", label: t("nav.procurement") }}
        number={purchase.procurement_no}
        badge={<PurchaseBadge status={purchase.status} />}
        actions={<PurchaseActions purchase={purchase} onOpen={setOpen} />}
        facts={purchaseFacts(purchase, t, format)}
      />
      <Stack gap="md">
        <Panel title={t("purchase.lines")} isFlush>
          <SimpleTable
            label={t("purchase.lines")}
            columns={lineColumns(t, format, purchase.lines)}
            rows={purchase.lines}
            keyOf={({ id }) => id}
          />
        </Panel>
        {purchase.notes && (
          <Panel title={t("purchase.notes")}>
            <Text size="sm" style={{ whiteSpace: "pre-line" }}>
              {purchase.notes}
            </Text>
          </Panel>
        )}
      </Stack>
      {open === "edit" && (
        <EditPurchaseDialog purchase={purchase} suppliers={suppliers} onClose={close} />
      )}
      {open === "receive" && <ReceiveDialog purchase={purchase} onClose={close} />}
      {open !== null && open !== "edit" && open !== "receive" && (
        <StepDialog purchase={purchase} step={open} onClose={close} />
      )}
    </>
  );
}
