"use client";

import { Text } from "@mantine/core";
import type { Recommendation } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { writtenParams } from "@/lib/written";
import classes from "./recommendations.module.css";

/** The advice as a sentence: what to do with how much of what. */
export function adviceOf(advice: Recommendation, t: Translate, format: Format): string {
  const quantity =
    advice.quantity === null ? "" : `${format.number(advice.quantity, 2)} ${advice.unit}`;
  return t.code("advice", advice.type, { item: advice.item_name, quantity });
}

type Props = { advice: Recommendation; onOpen: () => void };

export function RecommendationSummary({ advice, onOpen }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const place = advice.from_site_code
    ? t("advice.from-to", { from: advice.from_site_code, to: advice.site_name })
    : advice.site_name;
  const why = t.code(
    "advice-text",
    advice.message_code,
    writtenParams(advice.message_params, t, format),
  );
  return (
    <div>
      <button type="button" className={classes.open} onClick={onOpen}>
        {adviceOf(advice, t, format)}
      </button>
      <Text size="xs" c="dimmed">
        {[advice.sku, place, advice.supplier_name].filter(Boolean).join(" · ")}
      </Text>
      <Text size="xs" c="dimmed">
        {why}
      </Text>
      {advice.planner_quantity !== null && (
        <Text size="xs">
          {t("advice.planner.orders", {
            planner: advice.planner ?? "",
            quantity: `${format.number(advice.planner_quantity, 2)} ${advice.unit}`,
          })}
        </Text>
      )}
    </div>
  );
}
