import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { SimpleTable } from "@/components/simple-table";
import type { BurnRate, StockStatus } from "@/lib/api/schema-names";
import { makeFormat } from "@/lib/format";
import { dictionary } from "@/lib/i18n/messages";
import { makeTranslate } from "@/lib/i18n/translate";
import { show } from "@/test/render";
import { statusColumns } from "./columns";
import { DraftLink } from "./draft-link";
import { lastsText, rateText, severityOf, trendRows } from "./figures";
import { eventOf, readOpenRow, readStatusFilter, statusQuery } from "./filters";

const t = makeTranslate("en", dictionary("en"));
const format = makeFormat({ locale: "en", currency: "USD", timeZone: "UTC" });

const status: StockStatus = {
  event_id: 3,
  site_id: 2,
  site_code: "N",
  site_name: "North",
  item_id: 5,
  sku: "WATER",
  item_name: "Water",
  family: null,
  category: null,
  unit: "l",
  phase: "SURGE",
  severity: "CRITICAL",
  time_to_stockout_hours: "4.5000",
  time_to_stockout_with_inbound_hours: "53.0000",
  on_hand: "500.0000",
  expired_quantity: "0.0000",
  usable_quantity: "500.0000",
  reserved_quantity: "50.0000",
  available_quantity: "450.0000",
  inbound_transfer_quantity: "0.0000",
  inbound_donation_quantity: "0.0000",
  inbound_procurement_quantity: "0.0000",
  inbound_quantity: "0.0000",
  min_stock_threshold: "0.0000",
  surplus_quantity: "450.0000",
  burn_rate: "100.00000000",
  burn_rate_source: "CALCULATED",
  burn_rate_reasons: [],
  window_hours: "6.0000",
  freshness: "HIGH",
  sync_status: "ONLINE",
  hours_behind: "0.00",
  data_up_to: "2026-03-02T12:00:00Z",
  as_of: "2026-03-02T12:00:00Z",
  refreshed_at: "2026-03-02T12:05:00Z",
};

describe("what is said of a rate", () => {
  it.each([
    [{}, "100 l/h", "4h 30m"],
    [{ burn_rate_source: "BASELINE" as const }, "Est. 100 l/h", "4h 30m"],
    [{ time_to_stockout_hours: "0.0000" }, "100 l/h", "Nothing left"],
    [
      { burn_rate: "0", burn_rate_source: "NO_DEMAND" as const, time_to_stockout_hours: null },
      "No current demand",
      "No current demand",
    ],
    [
      { burn_rate: null, burn_rate_source: "UNAVAILABLE" as const, time_to_stockout_hours: null },
      "Consumption unknown",
      "Consumption unknown",
    ],
  ])("%o", (change, rate, lasts) => {
    const row = { ...status, ...change };
    expect(rateText(row, t, format)).toBe(rate);
    expect(lastsText(row, t, format)).toBe(lasts);
  });
});

it("a row says how long it lasts with and without inbound, and opens by its name", () => {
  const opened: StockStatus[] = [];
  const columns = statusColumns(t, format, (row) => opened.push(row));
  show(
    <SimpleTable
      label="Stock status"
      columns={columns}
      rows={[{ ...status, id: 0 }]}
      keyOf={({ id }) => id}
    />,
  );
  expect(screen.getByText("4h 30m")).toBeInTheDocument();
  expect(screen.getByText("2d 5h with inbound")).toBeInTheDocument();
  expect(screen.getByText("Critical")).toBeInTheDocument();
  screen.getByRole("button", { name: "Water" }).click();
  expect(opened.map(({ item_id: item }) => item)).toEqual([5]);
  expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length);
});

it("is not OK where nobody knows how fast it goes", () => {
  const unknown = { ...status, burn_rate: null, severity: "OK" as const };
  expect(severityOf(unknown)).toBe("UNKNOWN");
  expect(severityOf({ ...unknown, severity: "CRITICAL" })).toBe("CRITICAL");
  expect(severityOf({ ...status, severity: "OK" })).toBe("OK");
});

describe("filters", () => {
  const read = (address: string) => readStatusFilter(new URLSearchParams(address));

  it("ask the API by its own names", () => {
    const filter = read("event=3&site=2&severity=CRITICAL&sort=-burn_rate");
    expect(statusQuery(filter, eventOf(filter, "9"))).toMatchObject({
      event_id: 3,
      site_id: 2,
      severity: "CRITICAL",
      sort: "-burn_rate",
    });
  });

  it("start with the newest event, and can do without any", () => {
    expect(eventOf(read(""), "9")).toBe(9);
    expect(eventOf(read("event=0"), "9")).toBe(0);
    expect(eventOf(read("event=x"), undefined)).toBe(0);
  });

  it("name an open row by site and item", () => {
    expect(readOpenRow("2-5")).toEqual({ site: 2, item: 5 });
    expect(readOpenRow("2")).toBeUndefined();
    expect(readOpenRow(null)).toBeUndefined();
  });
});

it("the trend goes from old to new, and tells estimates apart", () => {
  const rate = (hour: number, source: BurnRate["source"], value: string | null): BurnRate => ({
    id: hour,
    calculated_at: `2026-03-02T0${hour}:00:00Z`,
    phase: "SURGE",
    rate: value,
    source,
    freshness: "HIGH",
    window_hours: "6.0000",
    issue_count: 1,
    issued_quantity: "1.0000",
    available_quantity: null,
    time_to_stockout_hours: null,
  });
  const rates = [
    rate(3, "UNAVAILABLE", null),
    rate(2, "BASELINE", "2.5"),
    rate(1, "CALCULATED", "4"),
  ];
  expect(trendRows(rates)).toEqual([
    { date: "2026-03-02T01:00:00Z", measured: 4, estimated: null },
    { date: "2026-03-02T02:00:00Z", measured: null, estimated: 2.5 },
    { date: "2026-03-02T03:00:00Z", measured: null, estimated: null },
  ]);
});

describe("the way to a needs list", () => {
  it("takes the event, the site and the family along", () => {
    show(<DraftLink event={3} site={2} family="Water & food" />, {
      permissions: ["needs:list:draft"],
    });
    expect(screen.getByRole("link", { name: "Draft needs list" })).toHaveAttribute(
      "href",
      "/needs-lists/new?event=3&site=2&family=Water+%26+food",
    );
  });

  it("is not there without an event, nor for somebody who may not draft", () => {
    show(<DraftLink event={0} />, { permissions: ["needs:list:draft"] });
    show(<DraftLink event={3} />);
    expect(screen.queryByRole("link")).not.toBeInTheDocument();
  });
});
