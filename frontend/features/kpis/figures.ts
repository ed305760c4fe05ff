import { deltaOf, type Better, type Delta } from "@/components/kpi/delta";
import type { Kpi, KpiDefinition } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

type Measured = { slug: string; unit: string };

/** Fractions are written as per cent, but a scaled error is read as it is: 1 is the naive error. */
export function isShare({ slug, unit }: Measured): boolean {
  return unit === "ratio" && slug !== "forecast_mase";
}

export type Figure = { text: string; unit: string | undefined };

export function figureOf(value: number, kpi: Measured, t: Translate, format: Format): Figure {
  if (isShare(kpi)) return { text: format.share(value), unit: undefined };
  if (kpi.unit === "currency") return { text: format.figureOfMoney(value), unit: undefined };
  const unit = kpi.unit === "ratio" ? undefined : t.code("unit", kpi.unit.replaceAll(" ", "_"));
  return { text: format.figure(value), unit };
}

/** A share moves by points; anything else by a part of what it was. */
export function changeText(change: number, kpi: Measured, t: Translate, format: Format): string {
  return isShare(kpi)
    ? t("kpi.points", { points: format.signed(change * 100, 1) })
    : t("kpi.percent", { percent: format.signed(change * 100, 1) });
}

/** How the figure moved, and whether that is good. A bias is judged by its distance from zero. */
export function movementOf(kpi: Kpi, definition: KpiDefinition | undefined): Delta | null {
  const better = asBetter(definition?.better);
  if (kpi.slug !== "forecast_bias") return deltaOf(kpi.value, kpi.previous, better, isShare(kpi));
  const size = (value: number | null) => (value === null ? null : Math.abs(value));
  const judged = deltaOf(size(kpi.value), size(kpi.previous), "lower", true);
  const moved = deltaOf(kpi.value, kpi.previous, null, true);
  return judged && moved && { ...moved, verdict: judged.verdict };
}

function asBetter(word: string | undefined): Better {
  return word === "higher" || word === "lower" ? word : null;
}

/** What the API says of a figure, in the reader's language; what is not known here, as it stands. */
export function said(domain: string, name: string, text: string, t: Translate): string {
  const key = name.replaceAll(/\W+/g, "_");
  return t.known(`${domain}.${key}`) ? t.code(domain, key) : text;
}
