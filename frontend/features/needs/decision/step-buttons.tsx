"use client";

import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { NeedsListAction } from "@/lib/api/schema-names";
import { useTranslate } from "@/lib/i18n/provider";
import { StepDialog } from "./step-dialog";
import { shownActions, type PersonsAction } from "./steps";
import { useStep } from "./use-step";

type Props = {
  list: { id: number; version: number; needs_list_no: string; status: string };
  actions: readonly NeedsListAction[];
  isStale: boolean;
  safe: number;
  all: number;
};

const APPROVED = new Set(["APPROVED", "IN_PROGRESS"]);
const PRIMARY = new Set<PersonsAction>(["approve", "submit"]);

/** One button for each step that the policy gives to the reader; the others are not there. */
export function StepButtons({ list, actions, isStale, safe, all }: Props) {
  const t = useTranslate();
  const [wanted, setWanted] = useState<PersonsAction | null>(null);
  const step = useStep(list, () => setWanted(null));
  // With every line safe, "approve safe lines" would be the same as "approve".
  const shown = shownActions(actions).filter(
    (action) => action !== "approve_safe" || (safe > 0 && safe < all),
  );
  if (shown.length === 0) return null;
  const close = () => {
    setWanted(null);
    step.forget();
  };
  return (
    <>
      <Group gap="xs">
        {shown.map((action) => (
          <Button
            key={action}
            variant={PRIMARY.has(action) ? "filled" : "default"}
            onClick={() => setWanted(action)}
          >
            {t.code("step", action)}
          </Button>
        ))}
      </Group>
      {wanted && (
        <StepDialog
          key={wanted}
          action={wanted}
          number={list.needs_list_no}
          safe={safe}
          all={all}
          isStale={isStale}
          isApproved={APPROVED.has(list.status)}
          busy={step.busy}
          error={step.error}
          onConfirm={(body) => void step.run(body)}
          onClose={close}
        />
      )}
    </>
  );
}
