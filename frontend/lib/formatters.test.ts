import { describe, expect, it } from "vitest";
import { dateFormatter, numberFormatter } from "./formatters";

describe("formatters", () => {
  it("are made once for a language and a way of writing", () => {
    const whole = numberFormatter("en", { maximumFractionDigits: 0 });
    expect(numberFormatter("en", { maximumFractionDigits: 0 })).toBe(whole);
    expect(dateFormatter("en", { timeZone: "UTC" })).toBe(dateFormatter("en", { timeZone: "UTC" }));
  });

  it("are kept apart by language and way of writing", () => {
    expect(numberFormatter("pt-BR", { maximumFractionDigits: 1 }).format(1234.5)).toBe("1.234,5");
    expect(numberFormatter("en", { maximumFractionDigits: 1 }).format(1234.5)).toBe("1,234.5");
    expect(numberFormatter("en", { maximumFractionDigits: 0 }).format(1234)).toBe("1,234");
  });
});
