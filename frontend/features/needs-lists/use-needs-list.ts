"use client";

import type { NeedsListDetail } from "@/lib/api/schema-names";
import { useNeedsList } from "./queries";

/** The list as it is now: what the page came with until the browser has asked itself. */
export function useFreshNeedsList(initial: NeedsListDetail): NeedsListDetail {
  return useNeedsList(initial.id).data ?? initial;
}
