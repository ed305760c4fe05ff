import { describe, expect, it } from "vitest";
import { preferredLocale } from "./locale";
import { dictionary } from "./messages";
import { fill, makeTranslate, readable } from "./translate";

const english = makeTranslate("en", dictionary("en"));
const portuguese = makeTranslate("pt-BR", dictionary("pt-BR"));

describe("texts", () => {
  it("take parameters and leave unknown ones visible", () => {
    expect(fill("{a} of {b}", { a: 1 })).toBe("1 of {b}");
  });

  it("count as the language does", () => {
    expect(english.count("alert.many", 1)).toBe("1 alert");
    expect(english.count("alert.many", 1234)).toBe("1,234 alerts");
    expect(portuguese.count("alert.many", 1234)).toBe("1.234 alertas");
  });

  it("show an unknown code readable instead of hiding it", () => {
    expect(english.code("reason", "SOMETHING_NEW")).toBe("Something new");
    expect(english.code("level", "CRITICAL")).toBe("Critical");
    expect(readable("access:user:created")).toBe("Access:user:created");
  });
});

describe("preferredLocale", () => {
  it.each([
    ["pt-BR,pt;q=0.9,en;q=0.8", "pt-BR"],
    ["de,en-GB;q=0.8", "en"],
    ["fr", "en"],
    [null, "en"],
  ])("of %s is %s", (header, locale) => expect(preferredLocale(header)).toBe(locale));
});
