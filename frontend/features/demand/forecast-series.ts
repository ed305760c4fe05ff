import type { Series } from "@/components/chart/series";
import type { Translate } from "@/lib/i18n/translate";

/** What a chart of demand and forecast draws, back to front; without quantiles, no band. */
export function forecastSeries(t: Translate, hasBand: boolean): Series[] {
  const bands: Series[] = [
    { kind: "band", low: "low99", high: "high99", label: t("trend.band99"), color: "band-wide" },
    { kind: "band", low: "low80", high: "high80", label: t("trend.band80"), color: "band-narrow" },
  ];
  return [
    ...(hasBand ? bands : []),
    { kind: "line", key: "quantity", label: t("trend.history"), color: "history" },
    { kind: "dashed", key: "mean", label: t("trend.forecast"), color: "forecast" },
  ];
}
