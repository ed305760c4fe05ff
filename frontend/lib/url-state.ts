"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

export type Patch = Record<string, string | number | boolean | null | undefined>;

/** Lay `patch` over the parameters; what is empty leaves the address. */
export function patched(current: URLSearchParams, patch: Patch): URLSearchParams {
  const next = new URLSearchParams(current);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null || value === undefined || value === "") next.delete(name);
    else next.set(name, String(value));
  }
  return next;
}

/** The filters of a page live in its address, so that a link shows what the sender saw. */
export function useUrlState() {
  const params = useSearchParams();
  const pathname = usePathname();
  const update = useCallback(
    (patch: Patch) => {
      // Read the address itself: two updates in one tick would otherwise lose the first one.
      const next = patched(new URLSearchParams(window.location.search), patch).toString();
      window.history.replaceState(null, "", next ? `${pathname}?${next}` : pathname);
    },
    [pathname],
  );
  return { params, update };
}
