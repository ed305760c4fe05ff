"use client";

import { useState } from "react";
import { ApiError } from "./problem";

export type Saved = { version: number };

/**
 * Save a change against the version that somebody saw. When another person was faster, what is
 * stored now comes back as `conflict`; what was typed stays with the caller either way.
 */
export function useSave<T extends Saved, Change>(
  save: (version: number, change: Change) => Promise<T>,
) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [conflict, setConflict] = useState<T | null>(null);

  async function run(version: number, change: Change): Promise<T | null> {
    setBusy(true);
    setError(null);
    try {
      const saved = await save(version, change);
      setConflict(null);
      return saved;
    } catch (failure) {
      const current = currentOf<T>(failure);
      if (current) setConflict(current);
      else setError(failure);
      return null;
    } finally {
      setBusy(false);
    }
  }
  return { run, busy, error, conflict, dismiss: () => setConflict(null) };
}

function currentOf<T>(failure: unknown): T | null {
  if (!(failure instanceof ApiError) || failure.status !== 412) return null;
  return (failure.problem.current as T | undefined) ?? null;
}

/** The version that an edit rests on, as the API wants to hear it. */
export function ifMatch(version: number) {
  return { "If-Match": `"${version}"` } as const;
}
