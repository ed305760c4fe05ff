"use client";

import { NumberInput } from "@mantine/core";
import { useLocale } from "@/lib/i18n/provider";

type Props = {
  label: string;
  description?: string;
  value: string;
  error?: string | null;
  suffix?: string;
  width?: number;
  onChange: (value: string) => void;
};

/** A quantity or an amount of money, typed as the reader's language writes it, kept as text. */
export function AmountInput({ width, value, onChange, ...props }: Props) {
  const locale = useLocale();
  return (
    <NumberInput
      {...props}
      w={width}
      value={value}
      min={0}
      hideControls
      allowNegative={false}
      decimalScale={4}
      decimalSeparator={locale === "pt-BR" ? "," : "."}
      inputMode="decimal"
      onValueChange={(typed) => onChange(typed.value)}
    />
  );
}
