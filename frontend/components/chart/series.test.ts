import { expect, it } from "vitest";
import { makeFormat } from "@/lib/format";
import {
  axisLabel,
  figure,
  figureColumns,
  isBlank,
  momentOf,
  written,
  type Series,
} from "./series";

const format = makeFormat({ locale: "en", currency: null, timeZone: "UTC" });

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

it("writes small figures so that they differ from nothing", () => {
  expect(written(0.00278, format)).toBe("0.0028");
  expect(written(0.456, format)).toBe("0.46");
  expect(written(null, format)).toBe("–");
  const small = [{ date: "2026-11-21", rate: 0.0028 }];
  expect(axisLabel(small, format)(0.0021)).toBe("0.0021");
  expect(axisLabel([{ date: "2026-11-21", stock: 12_000 }], format)(12_000)).toBe("12K");
  expect(axisLabel([{ date: "2026-11-21", stock: 3_000 }], format)(2_250)).toBe("2.25K");
});

it("names the minute where a row is of an instant", () => {
  expect(momentOf("2026-11-21", format)).toBe("Nov 21, 2026");
  expect(momentOf("2026-11-21T12:30:00Z", format)).toContain("12:30");
});
