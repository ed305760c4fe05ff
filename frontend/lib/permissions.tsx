"use client";

import { createContext, useContext, useMemo, type ReactNode } from "react";

const PermissionsContext = createContext<ReadonlySet<string>>(new Set());

type Props = { permissions: readonly string[]; children: ReactNode };

/** What the signed-in person may do. The API decides; this only hides what it would refuse. */
export function PermissionsProvider({ permissions, children }: Props) {
  const set = useMemo(() => new Set(permissions), [permissions]);
  return <PermissionsContext value={set}>{children}</PermissionsContext>;
}

export function useMay(permission: string): boolean {
  return useContext(PermissionsContext).has(permission);
}
