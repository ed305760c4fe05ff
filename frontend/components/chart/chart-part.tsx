"use client";

import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { ErrorState } from "@/components/error-state";

type Props = {
  isLoading: boolean;
  error: unknown;
  onRetry: () => void;
  height: number;
  children: ReactNode;
};

/** A chart, or what stands in its place while it loads or when it cannot be had. */
export function ChartPart({ isLoading, error, onRetry, height, children }: Props) {
  if (error) return <ErrorState error={error} onRetry={onRetry} />;
  if (isLoading) return <Skeleton height={height + 36} />;
  return children;
}
