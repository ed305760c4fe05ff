"use client";

import { Text } from "@mantine/core";
import Link from "next/link";
import { NeedsStatusBadge } from "@/components/badges";
import type { SheetLine } from "@/lib/api/schema-names";
import { ABSENT } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
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
  const cover = line.stock?.cover_hours ?? null;
  const why =
    cover === null ? t("explain.no-rate") : t("explain.in-time", { hours: format.hours(cover) });
  return (
    <>
      <h3 style={{ marginTop: "0.875rem" }}>{t("decision.inbound")}</h3>
      {line.inbound.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("decision.inbound.none")}
        </Text>
      )}
      {line.inbound.length > 0 && (
        <Text size="sm" mb={4}>
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
                {each.document_no}
              </Link>
              , {format.number(each.quantity, 2)} {line.unit}
            </Text>
            <Text size="xs" c="dimmed">
              {format.instant(each.expected_at)}, {t(timing(each.is_in_time))}
              {each.is_estimated && `, ${t("decision.inbound.estimated")}`}
            </Text>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Other lists that ask the same source for the same item, the most urgent first. */
export function Competing({ lists }: { lists: SheetLine["competing"] }) {
  const t = useTranslate();
  const format = useFormat();
  if (lists.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("decision.competing.none")}
      </Text>
    );
  }
  return (
    <ul className={classes.list}>
      {lists.map((list) => (
        <li key={`${list.needs_list_id}-${list.source ?? "gift"}`}>
          <Text size="sm" component="div">
            <Link href={`/needs-lists/${list.needs_list_id}/decision`}>{list.site_name}</Link>{" "}
            <NeedsStatusBadge status={list.status} />
          </Text>
          <Text size="sm">
            {list.source === null
              ? t("decision.competing.gift", { quantity: format.number(list.quantity, 2) })
              : t("decision.competing.line", {
                  quantity: format.number(list.quantity, 2),
                  source: list.source,
                })}
          </Text>
          <Text size="xs" c="dimmed">
            {t("decision.cover")}:{" "}
            {list.time_to_stockout_hours === null
              ? ABSENT
              : format.hours(list.time_to_stockout_hours)}
          </Text>
        </li>
      ))}
    </ul>
  );
}
