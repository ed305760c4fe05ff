import { describe, expect, it } from "vitest";
import { latestOrdersQuery, orderQuery, readOrderFilter } from "./filters";

const asked = (address: string) => orderQuery(readOrderFilter(new URLSearchParams(address)));

describe("filters of orders", () => {
  it("ask the API by its own names", () => {
    expect(asked("q=PO-1&status=PLACED&supplier=3&site=4&sort=-days_late&limit=25")).toEqual({
      q: "PO-1",
      status: "PLACED",
      supplier_id: 3,
      site_id: 4,
      sort: "-days_late",
      limit: 25,
      offset: 0,
    });
  });

  it("tell what is still to come from what should have come", () => {
    expect(asked("due=open")).toMatchObject({ open: true, overdue: undefined });
    expect(asked("due=overdue")).toMatchObject({ open: undefined, overdue: true });
  });

  it.each(["status=LOST", "due=never", "supplier=-1", "site=x"])("ignore %s", (address) => {
    expect(asked(address)).toEqual({ limit: 50, offset: 0 });
  });

  it("ask for the newest of one supplier", () => {
    expect(latestOrdersQuery(3)).toEqual({ supplier_id: 3, limit: 10 });
  });
});
