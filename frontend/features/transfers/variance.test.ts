import { describe, expect, it } from "vitest";
import { amount, exact, fits, typable, varianceLevel, variancePct } from "./variance";

describe("the variance of a count", () => {
  it.each([
    [100, 100, "NONE"],
    [100, 98, "AUTOMATIC"],
    [100, 97.9999, "REASON"],
    [100, 95, "REASON"],
    [100, 94.9999, "INVESTIGATION"],
    [0.3, 0.294, "AUTOMATIC"],
  ])("of %d sent and %d received asks for %s", (sent, received, level) => {
    expect(varianceLevel(sent, received)).toBe(level);
  });

  it("is nothing where nothing was sent", () => {
    expect(variancePct(0, 0)).toBe(0);
  });
});

describe("a typed amount", () => {
  it.each([
    ["12", 12],
    ["1.5", 1.5],
    ["1,5", 1.5],
    ["", null],
    ["-1", null],
    ["1.00001", null],
    ["1.2.3", null],
    ["ten", null],
  ])("%s is %s", (typed, value) => {
    expect(amount(typed)).toBe(value);
  });

  it("goes to the API with a point and comes back without empty digits", () => {
    expect(exact(" 1,5 ")).toBe("1.5");
    expect(typable("60.0000")).toBe("60");
    expect(typable("1.5000")).toBe("1.5");
    expect(typable("100")).toBe("100");
  });

  it("cannot be more than was sent, damaged or not", () => {
    expect(fits({ received: "58", damaged: "2" }, "60.0000")).toBe(true);
    expect(fits({ received: "59", damaged: "2" }, "60.0000")).toBe(false);
    expect(fits({ received: "60", damaged: "" }, "60.0000")).toBe(true);
    expect(fits({ received: "", damaged: "" }, "60.0000")).toBe(false);
  });
});
