"use client";

import { DateInput } from "@mantine/dates";
import "dayjs/locale/pt-br";
import { today } from "@/lib/dates";
import { useLocale } from "@/lib/i18n/provider";
import type { DayInputProps } from "./day-input";

export function DayPicker({ isFuture = false, size = "sm", width, ...props }: DayInputProps) {
  const locale = useLocale();
  return (
    <DateInput
      {...props}
      size={size}
      w={width}
      clearable
      locale={locale.toLowerCase()}
      valueFormat={locale === "pt-BR" ? "DD/MM/YYYY" : "MMM D, YYYY"}
      minDate={isFuture ? today() : undefined}
    />
  );
}
