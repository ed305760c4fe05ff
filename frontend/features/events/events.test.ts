import { describe, expect, it } from "vitest";
import type { LeadTime } from "@/lib/api/schema-names";
import { dictionary } from "@/lib/i18n/messages";
import { makeTranslate } from "@/lib/i18n/translate";
import { eventQuery, leadTimeQuery, readEventFilter, readLeadTimeFilter } from "./filters";
import { wayOf } from "./lead-times-table";
import { draftOf } from "./new-lead-time-dialog";

const t = makeTranslate("en", dictionary("en"));

describe("filters", () => {
  it("ask the API by its own names", () => {
    const events = new URLSearchParams("q=flood&status=ACTIVE&phase=SURGE");
    expect(eventQuery(readEventFilter(events))).toMatchObject({
      q: "flood",
      status: "ACTIVE",
      phase: "SURGE",
    });
    const ways = new URLSearchParams("horizon=C&site=2&supplier=3");
    expect(leadTimeQuery(readLeadTimeFilter(ways))).toMatchObject({
      horizon: "C",
      site_id: 2,
      supplier_id: 3,
    });
  });
});

describe("a new lead time", () => {
  const values = {
    horizon: "A" as const,
    from: "1",
    to: "2",
    supplier: "9",
    hours: 6,
    since: "2026-03-02",
    reason: "New road",
  };

  it("of a route names two sites and no supplier", () => {
    expect(draftOf(values)).toMatchObject({ from_site_id: 1, to_site_id: 2, supplier_id: null });
  });

  it("of a supplier names no site that it comes from", () => {
    expect(draftOf({ ...values, horizon: "C", to: null })).toMatchObject({
      from_site_id: null,
      to_site_id: null,
      supplier_id: 9,
    });
  });

  it.each([{ to: "1" }, { from: null }, { hours: "" }, { since: null }, { reason: " " }])(
    "is not sent with %o",
    (change) => expect(draftOf({ ...values, ...change })).toBeNull(),
  );
});

it.each([
  [{ is_default: true }, "Default"],
  [{ horizon: "A" as const, from_site_code: "N", to_site_code: "S" }, "N to S"],
  [{ horizon: "C" as const, supplier_code: "ACME" }, "From ACME"],
  [
    { horizon: "C" as const, supplier_code: "ACME", to_site_id: 2, to_site_code: "S" },
    "From ACME to S",
  ],
])("a way is said in words: %o", (change, words) => {
  const row: LeadTime = {
    id: 1,
    horizon: "A",
    from_site_id: null,
    from_site_code: null,
    to_site_id: null,
    to_site_code: null,
    supplier_id: null,
    supplier_code: null,
    hours: "8.00",
    effective_from: "1970-01-01",
    effective_to: null,
    is_default: false,
    reason: null,
    updated_at: "2026-03-02T12:00:00Z",
    version: 1,
    ...change,
  };
  expect(wayOf(row, t)).toBe(words);
});
