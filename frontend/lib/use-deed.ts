"use client";

import { useState } from "react";

/** Do something once at a time; what fails stays as `error` beside the form that asked for it. */
export function useDeed() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function run(deed: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    setError(null);
    try {
      await deed();
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { run, busy, error };
}
