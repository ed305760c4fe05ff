import { describe, expect, it } from "vitest";
import { draftOf, EMPTY, type Values } from "./draft";

const whole: Values = {
  kind: "FORECAST",
  itemId: "3",
  siteId: "4",
  quantity: 25,
  firstDay: "2026-03-02",
  lastDay: "2026-03-08",
  reasonCode: "PROMOTION",
  reason: " Carnival ",
  team: "Sales",
};

describe("a change of forecast or order", () => {
  it("is sent with its days, its reason and its team", () => {
    expect(draftOf(whole)).toEqual({
      kind: "FORECAST",
      item_id: 3,
      site_id: 4,
      quantity: 25,
      first_day: "2026-03-02",
      last_day: "2026-03-08",
      reason_code: "PROMOTION",
      reason: "Carnival",
      team: "Sales",
    });
  });

  it("has no days of its own for an order, whatever was typed before", () => {
    const draft = draftOf({ ...whole, kind: "ORDER" });
    expect([draft?.first_day, draft?.last_day]).toEqual([null, null]);
  });

  it("may be of zero units", () => {
    expect(draftOf({ ...whole, quantity: 0 })?.quantity).toBe(0);
  });

  it.each([
    EMPTY,
    { ...whole, reason: "  " },
    { ...whole, team: "" },
    { ...whole, quantity: "" },
    { ...whole, lastDay: "2026-03-01" },
    { ...whole, reasonCode: null },
  ])("is not sent while something is missing", (values) => {
    expect(draftOf(values)).toBeNull();
  });
});
