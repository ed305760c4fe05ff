import { readdirSync } from "node:fs";
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

/** Which files say something under a key, by folder; a later file silently overrides an earlier. */
async function filesByKey(folder: string): Promise<Map<string, string[]>> {
  const files = readdirSync(new URL(folder, import.meta.url));
  const found = new Map<string, string[]>();
  for (const file of files) {
    const exported = Object.values((await import(`${folder}/${file}`)) as object) as object[];
    for (const key of exported.flatMap((messages) => Object.keys(messages))) {
      found.set(key, [...(found.get(key) ?? []), file]);
    }
  }
  return found;
}

describe.each([
  ["./en", english],
  ["./pt-br", portuguese],
])("the files of %s", (folder, whole) => {
  it("say each thing once", async () => {
    const twice = [...(await filesByKey(folder))].filter(([, files]) => files.length > 1);
    expect(twice).toEqual([]);
  });

  it("are all part of the dictionary", async () => {
    expect([...(await filesByKey(folder)).keys()].sort()).toEqual(Object.keys(whole).sort());
  });
});
