"use client";

import { useState } from "react";
import type { Alert } from "@/lib/api/schema-names";
import { positiveId } from "@/lib/list-state";
import { useUrlState } from "@/lib/url-state";
import type { AlertAction } from "./alert-action-form";

/** At least one: without an alert there is nothing to ask. */
export type Chosen = readonly [Alert, ...Alert[]];

type Wanted = { action: AlertAction; alerts: Chosen };

/** Which dialog is open. The alert that is read stands in the address, so it can be sent on. */
export function useAlertActions() {
  const { params, update } = useUrlState();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  return {
    wanted,
    act: ([first, ...others]: readonly Alert[], action: AlertAction) => {
      if (first) setWanted({ action, alerts: [first, ...others] });
    },
    finish: () => setWanted(null),
    openId: positiveId(params.get("alert")),
    open: (id: number) => update({ alert: id }),
    close: () => update({ alert: null }),
  };
}
