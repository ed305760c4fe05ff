import { describe, expect, it } from "vitest";
import { makeFormat } from "./format";
import { writtenFormula } from "./formula";
import type { Locale } from "./i18n/locale";
import { dictionary } from "./i18n/messages";
import { makeTranslate } from "./i18n/translate";

function written(
  locale: Locale,
  domain: "needs-formula" | "plan-formula",
  name: string,
  formula: string,
): string {
  const translate = makeTranslate(locale, dictionary(locale));
  const format = makeFormat({ locale, currency: null, timeZone: null });
  return writtenFormula(domain, { name, formula }, translate, format);
}

describe("the formula of a step", () => {
  it("is said in the reader's language", () => {
    const gap = "max(required - coverage, 0)";
    expect(written("en", "needs-formula", "gap", gap)).toBe(gap);
    expect(written("pt-BR", "needs-formula", "gap", gap)).toBe("máx(necessário - cobertura, 0)");
  });

  it("means what its own calculation means by the name", () => {
    const text = "on_hand - reserved";
    expect(written("pt-BR", "plan-formula", "available", text)).toBe("em estoque - reservado");
    expect(written("pt-BR", "needs-formula", "available", text)).toBe(text);
  });

  it("keeps its figures, as the reader writes them", () => {
    const alone =
      "quantile 0.9825 of demand until the next order arrives, on 1000 simulated paths (GAMMA)";
    const mixed = `${alone}, mixed over the days that 12 deliveries took`;
    const inPortuguese =
      "quantil 0,9825 da demanda até chegar o próximo pedido, em 1.000 trajetórias simuladas (gama)";
    expect(written("pt-BR", "plan-formula", "order_up_to", alone)).toBe(inPortuguese);
    expect(written("pt-BR", "plan-formula", "order_up_to", mixed)).toBe(
      `${inPortuguese}, combinadas pelos dias que 12 entregas levaram`,
    );
  });

  it.each([
    ["gap", "required - coverage"],
    ["gap", "max(required - coverage, 0) + 1"],
    ["of_tomorrow", "something new"],
  ])("that is another one under the name %s stays as it was kept", (name, formula) => {
    expect(written("pt-BR", "needs-formula", name, formula)).toBe(formula);
  });
});
