import { describe, expect, it } from "vitest";
import { DICTIONARIES } from "./messages";

const english: Record<string, string> = DICTIONARIES.en;
const portuguese: Record<string, string> = DICTIONARIES["pt-BR"];

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();
}

describe("dictionaries", () => {
  it("have the same keys", () => {
    expect(Object.keys(portuguese).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.keys(english))("%s takes the same parameters in both", (key) => {
    expect(placeholders(portuguese[key] ?? "")).toEqual(placeholders(english[key] ?? ""));
  });

  it("leave no text empty", () => {
    const empty = Object.entries({ ...english, ...portuguese }).filter(([, text]) => !text.trim());
    expect(empty).toEqual([]);
  });
});
