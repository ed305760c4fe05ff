import { describe, expect, it } from "vitest";
import { asUnits, fromUnits, isAmountOrEmpty, isPositive } from "./decimal";

describe("decimal", () => {
  it("keeps amounts exact that a number would round", () => {
    expect(fromUnits((asUnits("0.1") ?? 0n) + (asUnits("0.2") ?? 0n))).toBe("0.3");
    expect(fromUnits(asUnits("99999999999999.9999") ?? 0n)).toBe("99999999999999.9999");
    expect(fromUnits((asUnits("5") ?? 0n) - (asUnits("7.25") ?? 0n))).toBe("-2.25");
  });

  it("takes what the API sends without its empty places", () => {
    expect(fromUnits(asUnits("100.0000") ?? 0n)).toBe("100");
  });

  it.each(["", "-1", "1,5", "one", "1e3"])("refuses %j", (text) => {
    expect(asUnits(text)).toBeNull();
    expect(isPositive(text)).toBe(false);
  });

  it("lets an amount be left out", () => {
    expect(isAmountOrEmpty("  ")).toBe(true);
    expect(isAmountOrEmpty("0")).toBe(true);
    expect(isAmountOrEmpty("x")).toBe(false);
  });
});
