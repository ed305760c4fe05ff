"use client";

import { Button, Stack, Text } from "@mantine/core";
import { IconPencil, IconTruckLoading } from "@tabler/icons-react";
import { useState } from "react";
import { DocumentHead } from "@/components/document-head";
import { Panel } from "@/components/panel";
import { SimpleTable } from "@/components/simple-table";
import type { PurchaseDetail } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { useMay } from "@/lib/permissions";
import { EditPurchaseDialog } from "./edit-purchase-dialog";
import { purchaseFacts } from "./facts";
import { lineColumns } from "./line-columns";
import { PurchaseBadge } from "./purchase-badge";
import { usePurchase } from "./queries";
import { ReceiveDialog } from "./receive-dialog";
import { StepDialog, type StepName } from "./step-dialog";

type Props = { first: PurchaseDetail; suppliers: readonly Option[] };
type Open = "edit" | "receive" | StepName | null;

/** One procurement: what is bought, how far it is, and what its reader may do about it. */
export function PurchasePage({ first, suppliers }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const purchase = usePurchase(first).data ?? first;
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <>
      <DocumentHead
        back={{ href: "/procurement", label: t("nav.procurement") }}
        number={purchase.procurement_no}
        badge={<PurchaseBadge status={purchase.status} />}
        actions={<Actions purchase={purchase} onOpen={setOpen} />}
        facts={purchaseFacts(purchase, t, format)}
      />
      <Stack gap="md">
        <Panel title={t("purchase.lines")} isFlush>
          <SimpleTable
            label={t("purchase.lines")}
            columns={lineColumns(t, format)}
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

const MAIN: ReadonlySet<string> = new Set(["submit", "approve", "order", "ship"]);

type ActionsProps = { purchase: PurchaseDetail; onOpen: (open: Open) => void };

/** The server says what the reader may do now; nothing else gets a button. */
function Actions({ purchase, onOpen }: ActionsProps) {
  const t = useTranslate();
  const mayEdit = useMay("procurement:procurement:edit");
  return (
    <>
      {mayEdit && purchase.status === "DRAFT" && (
        <Button
          variant="default"
          leftSection={<IconPencil size={16} stroke={1.6} aria-hidden="true" />}
          onClick={() => onOpen("edit")}
        >
          {t("purchase.edit")}
        </Button>
      )}
      {[...purchase.actions].reverse().map((action) =>
        action === "receive" ? (
          <Button
            key={action}
            leftSection={<IconTruckLoading size={16} stroke={1.6} aria-hidden="true" />}
            onClick={() => onOpen("receive")}
          >
            {t("purchase.receive")}
          </Button>
        ) : (
          <Button
            key={action}
            variant={MAIN.has(action) ? "filled" : "default"}
            onClick={() => onOpen(action)}
          >
            {t(`purchase.${action}`)}
          </Button>
        ),
      )}
    </>
  );
}
