"use client";

import { Text } from "@mantine/core";
import type { SheetStock } from "@/lib/api/schema-names";
import type { Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { Explained } from "./explained";
import classes from "./sheet.module.css";

/** Once a list is approved its stock is reserved, and there is no "after" to compare with. */
type Props = { label: string; stock: SheetStock | null; isOpen: boolean };

/** Stock of one site before and after the decision, every figure explained on a click. */
export function StockTable({ label, stock, isOpen }: Props) {
  const t = useTranslate();
  const format = useFormat();
  if (!stock) {
    return (
      <Text size="sm" c="dimmed">
        {t("decision.stock-unknown")}
      </Text>
    );
  }
  const why = explain(stock, t, format);
  const available = t("decision.available");
  const cover = t("decision.cover");
  const after = t("decision.after");
  return (
    <>
      <table className={classes.stock} aria-label={label}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("decision.before")}</th>
            {isOpen && <th scope="col">{after}</th>}
          </tr>
        </thead>
        <tbody className="numeric">
          <tr>
            <th scope="row">{available}</th>
            <td>
              <Explained what={`${label}, ${available}`} lines={why.available}>
                {format.number(stock.available, 2)}
              </Explained>
            </td>
            {isOpen && (
              <td>
                <Explained what={`${label}, ${available}, ${after}`} lines={why.after}>
                  {format.number(stock.available_after, 2)}
                </Explained>
              </td>
            )}
          </tr>
          <tr>
            <th scope="row">{cover}</th>
            <td>
              <Explained what={`${label}, ${cover}`} lines={why.cover}>
                {coverOf(stock, stock.cover_hours, t, format)}
              </Explained>
            </td>
            {isOpen && (
              <td>
                <Explained what={`${label}, ${cover}, ${after}`} lines={why.coverAfter}>
                  {coverOf(stock, stock.cover_after_hours, t, format)}
                </Explained>
              </td>
            )}
          </tr>
        </tbody>
      </table>
      {stock.below_minimum && (
        <Text component="div" size="xs" c="var(--qm-warning)" mt={4}>
          <Explained what={`${label}, ${t("decision.minimum")}`} lines={[t("explain.minimum")]}>
            {t("decision.below-minimum", { minimum: format.number(stock.minimum, 2) })}
          </Explained>
        </Text>
      )}
    </>
  );
}

/** Where no hours can be said, why not: nothing is taken, or nobody knows how much. */
function coverOf(stock: SheetStock, hours: string | null, t: Translate, format: Format): string {
  if (hours !== null) return format.hours(hours);
  return t(stock.burn_rate === null ? "decision.no-cover" : "decision.no-demand");
}

function explain(stock: SheetStock, t: Translate, format: Format) {
  const quantity = (value: string | null) => format.number(value, 2);
  const change = Number(stock.available_after) - Number(stock.available);
  const behind =
    stock.hours_behind === null
      ? []
      : [t("explain.behind", { hours: format.hours(stock.hours_behind) })];
  const noRate = stock.burn_rate === null ? "explain.no-rate" : "explain.no-demand";
  const perHour = { burn_rate: format.number(stock.burn_rate, 4) };
  return {
    available: [
      t("explain.available", {
        on_hand: quantity(stock.on_hand),
        reserved: quantity(stock.reserved),
        available: quantity(stock.available),
      }),
      ...behind,
    ],
    after: [
      t("explain.after", {
        available: quantity(stock.available),
        change: `${change < 0 ? "-" : "+"} ${format.number(Math.abs(change), 2)}`,
        after: quantity(stock.available_after),
      }),
    ],
    cover:
      stock.cover_hours === null
        ? [t(noRate)]
        : [
            t("explain.cover", {
              ...perHour,
              available: quantity(stock.available),
              hours: format.hours(stock.cover_hours),
            }),
          ],
    coverAfter:
      stock.cover_after_hours === null
        ? [t(noRate)]
        : [
            t("explain.cover-after", {
              ...perHour,
              after: quantity(stock.available_after),
              hours: format.hours(stock.cover_after_hours),
            }),
          ],
  };
}
