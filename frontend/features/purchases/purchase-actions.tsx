"use client";

import { Button } from "@mantine/core";
import { IconPencil, IconTruckLoading } from "@tabler/icons-react";
import type { PurchaseDetail } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import { useMay } from "@/lib/permissions";

const MAIN: ReadonlySet<string> = new Set(["submit", "approve", "order", "ship"]);

export type Deed = "edit" | PurchaseDetail["actions"][number];

type Props = {
  purchase: Pick<PurchaseDetail, "status" | "actions">;
  onOpen: (deed: Deed) => void;
};

/** The server says what the reader may do now; nothing else gets a button. */
export function PurchaseActions({ purchase, onOpen }: Props) {
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
