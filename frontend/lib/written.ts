import type { Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** A figure behind a sentence, as the reader writes it; what is unknown is said to be so. */
export function writtenParam(value: unknown, t: Translate, format: Format): string {
  if (typeof value === "number") return format.number(value, 1);
  if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
  if (typeof value !== "string") return t("param.unknown");
  if (DAY.test(value)) return format.date(value);
  return INSTANT.test(value) ? format.instant(value) : value;
}

export function writtenParams(
  params: Readonly<Record<string, unknown>>,
  t: Translate,
  format: Format,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, writtenParam(value, t, format)]),
  );
}
