import { describe, expect, it } from "vitest";
import { ABSENT, makeFormat, toNumber } from "./format";

const english = makeFormat({ locale: "en", currency: "USD", timeZone: "America/Sao_Paulo" });
const brazilian = makeFormat({ locale: "pt-BR", currency: "BRL", timeZone: "America/Sao_Paulo" });
const plain = (text: string) => text.replaceAll(/\s/g, " ");

describe("numbers", () => {
  it("follow the language", () => {
    expect(english.number(12345.6, 1)).toBe("12,345.6");
    expect(brazilian.number("12345.6", 1)).toBe("12.345,6");
    expect(plain(brazilian.money("10.5"))).toBe("R$ 10,50");
    expect(plain(english.percent(0.0523))).toBe("5.2%");
  });

  it.each([null, undefined, "", "n/a"])("show %s as absent, never as zero", (value) => {
    expect(english.number(value)).toBe(ABSENT);
    expect(toNumber(value)).toBeNull();
  });
});

describe("dates", () => {
  it("keep a calendar day whatever the zone", () => {
    expect(english.date("2026-11-21")).toBe("Nov 21, 2026");
  });

  it("show an instant in the organisation's zone", () => {
    expect(plain(english.instant("2026-11-21T02:30:00Z"))).toContain("Nov 20, 2026");
  });

  it("say how long ago", () => {
    const now = Date.parse("2026-11-21T12:00:00Z");
    expect(english.relative("2026-11-21T09:00:00Z", now)).toBe("3 hours ago");
    expect(brazilian.relative("2026-11-19T12:00:00Z", now)).toBe("anteontem");
    expect(english.relative("2026-11-20", now)).toBe("yesterday");
    expect(english.relative("2026-11-20", Date.parse("2026-11-21T02:00:00Z"))).toBe("today");
  });

  it("name the day of what is older than two months", () => {
    const now = Date.parse("2026-11-21T12:00:00Z");
    expect(english.age("2026-09-22", now)).toBe("60 days ago");
    expect(english.age("2015-09-14", now)).toBe("Sep 14, 2015");
    expect(brazilian.age("2015-09-14T12:00:00Z", now)).toBe("14 de set. de 2015");
    expect(english.age(null, now)).toBe(ABSENT);
  });
});

it("a round sum has no needless zero, neither in Node nor in a browser", () => {
  expect(english.compactMoney(13_000_000)).toBe("$13M");
  expect(english.compactMoney(13_140_000)).toBe("$13.1M");
});

describe("hours", () => {
  it.each([
    [4.5, "4h 30m"],
    ["53.9", "2d 5h"],
    [0.005, "< 1m"],
    [0, "0m"],
    [0.75, "45m"],
    [8, "8h"],
    [4.1, "4h 6m"],
    [24, "1d"],
    ["23.9999", "23h 59m"],
    [null, ABSENT],
  ])("show %s as %s", (value, words) => {
    expect(english.hours(value)).toBe(words);
    expect(brazilian.hours(value)).toBe(words);
  });
});
