import { describe, expect, it } from "vitest";
import type { DonationLine } from "@/lib/api/schema-names";
import { arrivedAt, countOf, linesToSend, troubleOf, usableOf, type Count } from "./intake-form";

const line: DonationLine = {
  id: 4,
  item_id: 3,
  sku: "TENT-4",
  item_name: "Tent",
  unit: "piece",
  is_perishable: false,
  quantity: "100.0000",
  allocated_quantity: "0.0000",
  received_quantity: "0.0000",
  free_quantity: "100.0000",
};

function count(change: Partial<Count> = {}): Count {
  return { ...countOf(line, 1), ...change };
}

const perishable = { ...line, is_perishable: true };

describe("an intake", () => {
  it("calls usable what is neither defective nor expired", () => {
    expect(usableOf(count({ counted: "50", defective: "4.5", expired: "1" }))).toBe(445_000n);
  });

  it.each([
    [[count({ counted: "1" })], null, "site"],
    [[count()], "1", "nothing"],
    [[count({ counted: "x" })], "1", "unreadable"],
    [[count({ counted: "5", defective: "3", expired: "3" })], "1", "too-bad"],
    [[count({ counted: "5", expires: "2031-01-01" })], "1", "expiry-needs-lot"],
    [[count({ counted: "5", line: perishable })], "1", "lot-missing"],
    [[count({ counted: "5", line: perishable, lot: "L1" })], "1", "lot-missing"],
    [[count({ counted: "5", line: perishable, lot: "L1", expires: "2031-01-01" })], "1", null],
  ])("is checked before it is sent", (counts, site, trouble) => {
    expect(troubleOf(counts, site)).toBe(trouble);
  });

  it("sends the lines that were counted", () => {
    expect(linesToSend([count({ counted: "5", lot: " L1 " }), count({ key: 2 })])).toEqual([
      {
        donation_item_id: 4,
        counted_quantity: "5",
        defective_quantity: "0",
        expired_quantity: "0",
        lot_number: "L1",
        expires_on: null,
      },
    ]);
  });

  it("never arrives in the future", () => {
    const now = new Date("2026-03-02T09:00:00");
    expect(arrivedAt("2026-03-02", now)).toBe(now.toISOString());
    expect(arrivedAt("2026-03-01", now)).toBe(new Date("2026-03-01T12:00:00").toISOString());
  });
});
