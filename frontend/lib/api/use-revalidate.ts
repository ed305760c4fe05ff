"use client";

import { useCallback } from "react";
import { useSWRConfig } from "swr";

/** Ask again for everything below an address, after something there has changed. */
export function useRevalidate(path: string) {
  const { mutate } = useSWRConfig();
  return useCallback(
    () => mutate((key) => Array.isArray(key) && String(key[0]).startsWith(path)),
    [mutate, path],
  );
}
