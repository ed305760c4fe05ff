import { describe, expect, it } from "vitest";
import { deltaOf } from "./delta";
import { sparkPath } from "./sparkline";

describe("deltaOf", () => {
  it("compares ratios in points and the rest in parts", () => {
    expect(deltaOf(0.052, 0.047, "lower", true)?.change).toBeCloseTo(0.005);
    expect(deltaOf(110, 100, "higher", false)?.change).toBeCloseTo(0.1);
  });

  it("judges by what is better", () => {
    expect(deltaOf(2, 1, "lower", false)?.verdict).toBe("worse");
    expect(deltaOf(2, 1, "higher", false)?.verdict).toBe("better");
    expect(deltaOf(2, 1, null, false)?.verdict).toBe("neutral");
    expect(deltaOf(1, 1, "lower", false)).toMatchObject({ verdict: "same", direction: "flat" });
  });

  it("is nothing where something is unknown or would be divided by zero", () => {
    expect(deltaOf(null, 1, "lower", false)).toBeNull();
    expect(deltaOf(1, null, "lower", false)).toBeNull();
    expect(deltaOf(1, 0, "lower", false)).toBeNull();
  });
});

describe("sparkPath", () => {
  it("leaves a gap where a value is unknown", () => {
    expect(sparkPath([1, 2, null, 3, 4], 100, 30).match(/M/g)).toHaveLength(2);
  });

  it("draws nothing from one point", () => {
    expect(sparkPath([1, null], 100, 30)).toBe("");
  });
});
