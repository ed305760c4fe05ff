import { describe, expect, it } from "vitest";
import { isCompleteAdjustment } from "./adjust-form";

const complete = { quantity: "5", reason: "BUDGET_CONSTRAINT", note: "" } as const;

describe("isCompleteAdjustment", () => {
  it("takes any quantity from zero up, with a reason", () => {
    expect(isCompleteAdjustment(complete)).toBe(true);
    expect(isCompleteAdjustment({ ...complete, quantity: "0" })).toBe(true);
  });

  it.each([
    { ...complete, quantity: "" },
    { ...complete, quantity: "-1" },
    { ...complete, quantity: "many" },
    { ...complete, reason: null },
    { ...complete, reason: "OTHER" as const },
  ])("refuses what the server would refuse", (value) => {
    expect(isCompleteAdjustment(value)).toBe(false);
  });

  it("takes another reason once it is said", () => {
    expect(isCompleteAdjustment({ ...complete, reason: "OTHER", note: "Road closed" })).toBe(true);
  });
});
