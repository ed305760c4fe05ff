import { describe, expect, it } from "vitest";
import type { PurchaseLine } from "@/lib/api/schema-names";
import { makeFormat } from "@/lib/format";
import { dictionary } from "@/lib/i18n/messages";
import { makeTranslate } from "@/lib/i18n/translate";
import { lineColumns } from "./line-columns";

const t = makeTranslate("en", dictionary("en"));
const format = makeFormat({ locale: "en", currency: "USD", timeZone: "UTC" });
const labels = (...short: string[]) =>
  lineColumns(
    t,
    format,
    short.map((short_quantity) => ({ short_quantity }) as PurchaseLine),
  ).map(({ label }) => label);

describe("the lines of a procurement", () => {
  it("say what will not come once somebody gave it up", () => {
    expect(labels("0.0000", "3.0000")).toContain("Will not come");
  });

  it("do without that while everything is still awaited", () => {
    expect(labels("0.0000")).not.toContain("Will not come");
  });
});
