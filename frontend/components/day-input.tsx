"use client";

import { Skeleton } from "@mantine/core";
import dynamic from "next/dynamic";

export type DayInputProps = {
  label: string;
  description?: string;
  placeholder?: string;
  value: string | null;
  onChange: (day: string | null) => void;
  isFuture?: boolean;
  size?: "xs" | "sm";
  width?: number;
};

// The calendar weighs as much as a page of figures, so it comes after them.
const DayPicker = dynamic(() => import("./day-picker").then((module) => module.DayPicker), {
  ssr: false,
  loading: () => <Skeleton height={30} width={140} />,
});

/** A calendar day, typed or picked, written the way the reader's language does. */
export function DayInput(props: DayInputProps) {
  return <DayPicker {...props} />;
}
