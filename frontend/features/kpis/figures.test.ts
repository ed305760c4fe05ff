import { describe, expect, it } from "vitest";
import { makeFormat } from "@/lib/format";
import type { Locale } from "@/lib/i18n/locale";
import { dictionary } from "@/lib/i18n/messages";
import { makeTranslate } from "@/lib/i18n/translate";
import { figureOf, said } from "./figures";

function written(value: number, unit: string, slug = "any", locale: Locale = "en"): string {
  const format = makeFormat({ locale, currency: "BRL", timeZone: "UTC" });
  const translate = makeTranslate(locale, dictionary(locale));
  return figureOf(value, { slug, unit }, translate, format).text.replaceAll(/\s/g, " ");
}

describe("a figure on a card", () => {
  it.each([
    [4.96, "4.96"],
    [12.34, "12.3"],
    [123.4, "123"],
    [0.042, "0.042"],
    [-4.96, "-4.96"],
    [5, "5"],
    [0, "0"],
  ])("of turns or days keeps three figures: %s is %s", (value, text) => {
    expect(written(value, "turns per year")).toBe(text);
    expect(written(value, "days")).toBe(text);
    expect(written(value, "ratio", "forecast_mase")).toBe(text);
  });

  it.each([
    [1234.5, "1,235"],
    [9876, "9,876"],
    [12_345, "12.3K"],
    [123_456, "123.5K"],
    [4_960_000, "4.96M"],
    [13_000_000, "13M"],
  ])("that counts many has no needless decimals: %s is %s", (value, text) => {
    expect(written(value, "units")).toBe(text);
  });

  it.each([
    [0.0523, "5.2%"],
    [0.9997, "99.97%"],
    [0.999996, "99.9996%"],
    [0.0004, "0.04%"],
    [-0.0004, "-0.04%"],
    [0.9995, "99.95%"],
    [1.0004, "100.04%"],
    [1, "100%"],
    [0, "0%"],
    [0.1 + 0.2 + 0.7 - 1e-16, "100%"],
    [1.25, "125%"],
  ])("that is a share is a round one only where it is: %s is %s", (value, text) => {
    expect(written(value, "ratio", "fill_rate")).toBe(text);
  });

  it.each([
    [4.96, "R$4.96"],
    [4.5, "R$4.50"],
    [0.04, "R$0.04"],
    [4960, "R$4.96K"],
    [4_960_000, "R$4.96M"],
    [13_140_000, "R$13.1M"],
    [13_000_000, "R$13M"],
  ])("of money has cents while it is small: %s is %s", (value, text) => {
    expect(written(value, "currency")).toBe(text);
  });

  it("follows the language", () => {
    expect(written(4.96, "turns per year", "any", "pt-BR")).toBe("4,96");
    expect(written(4_960_000, "currency", "any", "pt-BR")).toBe("R$ 4,96 mi");
  });
});

describe("the definition of a figure", () => {
  const t = makeTranslate("pt-BR", dictionary("pt-BR"));

  it("is said in the reader's language", () => {
    expect(said("kpi-formula", "fill_rate", "sum(demand filled) / sum(demand asked)", t)).toBe(
      "soma(demanda atendida) / soma(demanda pedida)",
    );
    expect(said("kpi-grain", "now, over site", "now, over site", t)).toBe("agora, por local");
  });

  it("that is new stays as the API says it", () => {
    expect(said("kpi-formula", "of_tomorrow", "something new", t)).toBe("something new");
  });
});
