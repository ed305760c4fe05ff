import { expect, it } from "vitest";
import { figure, figureColumns, isBlank, type Series } from "./series";

const series: Series[] = [
  { kind: "band", low: "low", high: "high", label: "80% range", color: "band-narrow" },
  { kind: "line", key: "quantity", label: "Demand", color: "history" },
];

it("gives a band two columns in the table of figures", () => {
  expect(figureColumns(series, (low) => (low ? "low" : "high"))).toEqual([
    { key: "low", label: "80% range, low" },
    { key: "high", label: "80% range, high" },
    { key: "quantity", label: "Demand" },
  ]);
});

it("takes nothing for a figure but a number", () => {
  const row = { date: "2026-11-21", quantity: 0, note: "x" };
  expect(figure(row, "quantity")).toBe(0);
  expect(figure(row, "note")).toBeNull();
  expect(figure(row, "missing")).toBeNull();
});

it("is blank without a single figure, and a zero is one", () => {
  expect(isBlank([], series)).toBe(true);
  expect(isBlank([{ date: "2026-11-21", quantity: null, other: 3 }], series)).toBe(true);
  expect(isBlank([{ date: "2026-11-21", quantity: 0 }], series)).toBe(false);
  expect(isBlank([{ date: "2026-11-21", quantity: null, low: 1, high: 2 }], series)).toBe(false);
});
