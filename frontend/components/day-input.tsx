"use client";

import { DateInput } from "@mantine/dates";
import "dayjs/locale/pt-br";
import { today } from "@/lib/dates";
import { useLocale } from "@/lib/i18n/provider";

type Props = {
  label: string;
  description?: string;
  placeholder?: string;
  value: string | null;
  onChange: (day: string | null) => void;
  isFuture?: boolean;
  size?: "xs" | "sm";
  width?: number;
};

/** A calendar day, typed or picked, written the way the reader's language does. */
export function DayInput({ isFuture = false, size = "sm", width, ...props }: Props) {
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
