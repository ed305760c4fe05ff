"use client";

import { Group, Text } from "@mantine/core";
import Link from "next/link";
import { NeedsStatusBadge } from "@/components/badges";
import type { SheetLine } from "@/lib/api/schema-names";
import { toNumber, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { Explained } from "./explained";
import classes from "./sheet.module.css";
import { timing } from "./timing";

const PAGES: Record<string, string> = {
  TRANSFER: "/transfers",
  DONATION: "/donations",
  PROCUREMENT: "/procurement",
};

/** What lands anyway, and how much of it before the site has nothing left. */
export function Inbound({ line }: { line: SheetLine }) {
  const t = useTranslate();
  const format = useFormat();
  const why = whenInTime(line, t, format);
  return (
    <>
      <h3>{t("decision.inbound")}</h3>
      {line.inbound.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("decision.inbound.none")}
        </Text>
      )}
      {line.inbound.length > 0 && (
        <Text component="div" size="sm" mb={4}>
          <Explained what={`${line.sku}, ${t("decision.inbound")}`} lines={[why]}>
            {t("decision.inbound.sum", {
              quantity: `${format.number(line.inbound_in_time, 2)} ${line.unit}`,
            })}
          </Explained>
        </Text>
      )}
      <ul className={classes.list}>
        {line.inbound.map((each) => (
          <li key={`${each.source}-${each.document_id}`}>
            <Text size="sm">
              <Link href={`${PAGES[each.source] ?? ""}/${each.document_id}`}>
                {each.document_no}, {format.number(each.quantity, 2)} {line.unit}
              </Link>
            </Text>
            <Text component="div" size="xs" c="dimmed">
              <Explained what={`${line.sku}, ${each.document_no}`} lines={[why]}>
                {format.instant(each.expected_at)}, {t(timing(each.is_in_time))}
                {each.is_estimated && `, ${t("decision.inbound.estimated")}`}
              </Explained>
            </Text>
          </li>
        ))}
      </ul>
    </>
  );
}

function whenInTime({ stock }: SheetLine, t: Translate, format: Format): string {
  const cover = stock?.cover_hours ?? null;
  if (cover !== null) return t("explain.in-time", { hours: format.hours(cover) });
  return t(toNumber(stock?.burn_rate) === 0 ? "explain.in-time-always" : "explain.no-rate");
}

/** Other lists that ask the same source for the same item, the most urgent first. */
export function Competing({ line }: { line: SheetLine }) {
  const t = useTranslate();
  if (line.competing.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("decision.competing.none")}
      </Text>
    );
  }
  return (
    <ul className={classes.list}>
      {line.competing.map((list) => (
        <li key={`${list.needs_list_id}-${list.source ?? "gift"}`}>
          <Competitor list={list} line={line} />
        </li>
      ))}
    </ul>
  );
}

type CompetitorProps = { list: SheetLine["competing"][number]; line: SheetLine };

function Competitor({ list, line }: CompetitorProps) {
  const t = useTranslate();
  const format = useFormat();
  const names = { list: list.needs_list_no, site: list.site_name };
  const quantity = `${format.number(list.quantity, 2)} ${line.unit}`;
  return (
    <>
      <Group gap={6}>
        <Link href={`/needs-lists/${list.needs_list_id}/decision`}>{list.site_name}</Link>
        <NeedsStatusBadge status={list.status} />
      </Group>
      <Text component="div" size="sm">
        <Explained what={`${line.sku}, ${list.site_name}`} lines={[t("explain.competing", names)]}>
          {list.source === null
            ? t("decision.competing.gift", { quantity })
            : t("decision.competing.line", { quantity, source: list.source })}
        </Explained>
      </Text>
      <Text component="div" size="xs" c="dimmed">
        {t("decision.cover")}:{" "}
        <Explained
          what={`${line.sku}, ${list.site_name}, ${t("decision.cover")}`}
          lines={[t("explain.competing-cover", names)]}
        >
          {list.time_to_stockout_hours === null
            ? t("decision.no-cover")
            : format.hours(list.time_to_stockout_hours)}
        </Explained>
      </Text>
    </>
  );
}
