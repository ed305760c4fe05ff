"use client";

import type { ReactNode } from "react";
import { SWRConfig } from "swr";

type Props = { answers: Record<string, unknown>; children: ReactNode };

/** Hands the answers that the server already has to the hooks below. */
export function Prefetched({ answers, children }: Props) {
  return (
    <SWRConfig value={(above) => ({ ...above, fallback: { ...above?.fallback, ...answers } })}>
      {children}
    </SWRConfig>
  );
}
