"use client";

import { Stack, Text } from "@mantine/core";
import type { SheetLine, SheetSource } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { Explained } from "./explained";
import classes from "./sheet.module.css";
import { StockTable } from "./stock-table";
import { timing } from "./timing";

type Props = { line: SheetLine; isOpen: boolean };

/** Where a line is to come from, with what the giving side is left with. */
export function Sources({ line, isOpen }: Props) {
  const t = useTranslate();
  if (line.sources.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("decision.no-source")}
      </Text>
    );
  }
  return (
    <ul className={classes.list}>
      {line.sources.map((source, index) => (
        <li key={index}>
          <Source source={source} line={line} isOpen={isOpen} />
        </li>
      ))}
    </ul>
  );
}

function Source({ source, line, isOpen }: Props & { source: SheetSource }) {
  const t = useTranslate();
  const format = useFormat();
  const horizon = t.code("horizon", source.horizon);
  const quantity = `${format.number(source.quantity, 2)} ${line.unit}`;
  const when = t("decision.arrives", { quantity, hours: format.hours(source.lead_time_hours) });
  const lasts = line.time_to_stockout_hours;
  const why = [
    t("explain.arrives", {
      hours: format.hours(source.lead_time_hours),
      at: format.instant(source.arrives_at),
    }),
    lasts === null
      ? t("explain.stock-ends-unknown")
      : t("explain.stock-ends", { hours: format.hours(lasts) }),
    ...source.reasons.map((code) => t.code("needs-activation", code)),
  ];
  return (
    <Stack gap={4}>
      <Text size="sm">
        {source.name === null ? (
          <strong>{horizon}</strong>
        ) : (
          <>
            <strong>{source.name}</strong> · {horizon}
          </>
        )}
      </Text>
      <Text component="div" size="sm" className="numeric">
        <Explained what={`${line.sku}, ${source.name ?? horizon}`} lines={why}>
          {when}, {t(timing(source.is_in_time))}
        </Explained>
      </Text>
      {source.source_site_id !== null && (
        <StockTable
          label={`${line.sku}: ${t("decision.source-stock", { site: source.name ?? horizon })}`}
          stock={source.stock}
          isOpen={isOpen}
        />
      )}
    </Stack>
  );
}
