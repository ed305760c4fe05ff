import { describe, expect, it } from "vitest";
import type { PurchaseLine } from "@/lib/api/schema-names";
import { allOutstanding, countOf, leftOf, receiptOf, troubleOf, type Count } from "./receipt";

const line: PurchaseLine = {
  id: 7,
  item_id: 3,
  sku: "TENT-4",
  item_name: "Tent",
  unit: "piece",
  needs_list_item_id: null,
  ordered_quantity: "100.0000",
  received_quantity: "40.0000",
  outstanding_quantity: "60.0000",
  short_quantity: "0",
  unit_price: null,
  line_total: null,
  status: "PARTIAL",
  order_id: 9,
};

function count(change: Partial<Count> = {}): Count {
  return { ...countOf(line, 1), ...change };
}

describe("a delivery", () => {
  it("says what is still to come, over all its lots", () => {
    const counts = [count({ quantity: "20", damaged: "0.5" }), count({ key: 2, quantity: "30" })];
    expect(leftOf(line, counts)).toBe(95_000n);
  });

  it.each([
    [[count()], "nothing"],
    [[count({ quantity: "0" })], "nothing"],
    [[count({ quantity: "x" })], "unreadable"],
    [[count({ quantity: "60.0001" })], "too-much"],
    [[count({ quantity: "50" }), count({ key: 2, damaged: "11" })], "too-much"],
    [[count({ quantity: "1", expires: "2031-01-01" })], "expiry-needs-lot"],
    [[count({ quantity: "60" })], null],
  ])("is checked before it is sent", (counts, trouble) => {
    expect(troubleOf(counts)).toBe(trouble);
  });

  it("sends the counts that hold something", () => {
    const counts = [count({ quantity: "12.5", lot: " L1 " }), count({ key: 2 })];
    expect(receiptOf(counts, " ")).toEqual({
      note: null,
      lines: [
        {
          line_id: 7,
          quantity: "12.5",
          damaged_quantity: "0",
          lot_number: "L1",
          expires_on: null,
        },
      ],
    });
  });

  it("can be taken as complete with one click", () => {
    const filled = allOutstanding([count(), count({ key: 2, quantity: "3" })]);
    expect(filled.map(({ quantity }) => quantity)).toEqual(["60", ""]);
    expect(troubleOf(filled)).toBeNull();
  });
});
