"use client";

import { Button, Group } from "@mantine/core";
import { IconGavel, IconPlus, IconSend } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import type { NeedsListDetail } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";

const AddLineDialog = dynamic(() =>
  import("./add-line-dialog").then((module) => module.AddLineDialog),
);
const StepDialog = dynamic(() => import("./step-dialog").then((module) => module.StepDialog));

type Wanted = "submit" | "cancel" | "add" | null;

/** Only what this reader may do now; decisions are taken on the sheet that shows both sides. */
export function ListActions({ list }: { list: NeedsListDetail }) {
  const t = useTranslate();
  const [wanted, setWanted] = useState<Wanted>(null);
  const close = () => setWanted(null);
  return (
    <Group gap="xs">
      {list.is_editable && (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} stroke={1.8} aria-hidden="true" />}
          onClick={() => setWanted("add")}
        >
          {t("needs.add-line")}
        </Button>
      )}
      {list.actions.includes("cancel") && (
        <Button variant="default" onClick={() => setWanted("cancel")}>
          {t("needs.cancel")}
        </Button>
      )}
      {list.actions.includes("submit") && (
        <Button
          leftSection={<IconSend size={16} stroke={1.8} aria-hidden="true" />}
          onClick={() => setWanted("submit")}
        >
          {t("needs.submit")}
        </Button>
      )}
      {list.actions.includes("approve") && (
        <Button
          component={Link}
          href={`/needs-lists/${list.id}/decision`}
          leftSection={<IconGavel size={16} stroke={1.8} aria-hidden="true" />}
        >
          {t("needs.decide")}
        </Button>
      )}
      {wanted === "add" && <AddLineDialog listId={list.id} onClose={close} />}
      {(wanted === "submit" || wanted === "cancel") && (
        <StepDialog list={list} action={wanted} onClose={close} />
      )}
    </Group>
  );
}
