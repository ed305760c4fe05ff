import { describe, expect, it } from "vitest";
import type { DonationDetail } from "@/lib/api/schema-names";
import { laterChange, toSend, valuesOf } from "./donation-form";

const donation = {
  donor_name: "Neighbours",
  event_id: 3,
  event_name: "Storm season",
  site_id: null,
  restriction: null,
  notes: null,
  expected_arrival_at: null,
  lines: [{ id: 1, item_id: 9, item_name: "Water", quantity: "20.0000" }],
} as unknown as DonationDetail;

describe("a pledge", () => {
  it("keeps the event that it was entered for", () => {
    expect(toSend(valuesOf(donation))).toMatchObject({ event_id: 3, donor_name: "Neighbours" });
  });

  it("can lose its event, or never have one", () => {
    expect(toSend({ ...valuesOf(donation), event: null }).event_id).toBeNull();
    expect(toSend(valuesOf(null)).event_id).toBeNull();
  });

  it("keeps the event once somebody counts on it", () => {
    expect(laterChange(valuesOf(donation))).not.toHaveProperty("event_id");
  });
});
