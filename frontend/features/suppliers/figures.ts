import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

/** Mean and spread of a lead time; one delivery has no spread. */
export function leadTimeText(
  mean: number | null,
  sd: number | null,
  t: Translate,
  format: Format,
): string {
  if (mean === null) return ABSENT;
  if (sd === null) return format.number(mean, 1);
  return t("supplier.spread", { mean: format.number(mean, 1), sd: format.number(sd, 1) });
}

/** On how many deliveries a lead time rests; nothing where there is no lead time. */
export function deliveriesText(
  mean: number | null,
  observations: number | null,
  t: Translate,
): string | null {
  return mean === null || observations === null
    ? null
    : t.count("supplier.deliveries", observations);
}
