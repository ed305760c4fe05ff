"use client";

import { Button, Group } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { TransferAction, TransferDetail } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";

const StepDialog = dynamic(() => import("./step-dialog").then((module) => module.StepDialog));
const ReceiveDialog = dynamic(() =>
  import("./receive-dialog").then((module) => module.ReceiveDialog),
);

const ENDS: readonly TransferAction[] = ["reject", "cancel"];

/** What the reader may do with it now; the API says what that is. */
export function StepButtons({ transfer }: { transfer: TransferDetail }) {
  const t = useTranslate();
  const [action, setAction] = useState<TransferAction | null>(null);
  const close = () => setAction(null);
  return (
    <>
      <Group gap="xs">
        {transfer.actions.map((possible) => (
          <Button
            key={possible}
            variant={ENDS.includes(possible) ? "default" : "filled"}
            onClick={() => setAction(possible)}
          >
            {t.code("transfer-action", possible)}
          </Button>
        ))}
      </Group>
      {action === "receive" && <ReceiveDialog transfer={transfer} onClose={close} />}
      {action !== null && action !== "receive" && (
        <StepDialog transfer={transfer} action={action} onClose={close} />
      )}
    </>
  );
}
