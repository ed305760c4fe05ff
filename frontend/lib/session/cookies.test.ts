import { describe, expect, it } from "vitest";
import { mergeCookies, readCookie, secondsLeft } from "./cookies";
import { safeTarget } from "./target";

function token(payload: object): string {
  return `h.${btoa(JSON.stringify(payload)).replaceAll("=", "")}.s`;
}

describe("cookies", () => {
  it("finds one by its whole name", () => {
    expect(readCookie("a_b=1; b=2=3", "b")).toBe("2=3");
    expect(readCookie(null, "b")).toBeNull();
  });

  it("lays new values over old ones and drops the deleted", () => {
    const merged = mergeCookies("a=1; b=2; c=3", ["a=9; Path=/; HttpOnly", "b=; Max-Age=0"]);
    expect(merged).toBe("a=9; c=3");
  });
});

describe("secondsLeft", () => {
  it("reads the end of a token", () => {
    expect(secondsLeft(token({ exp: 1_000 }), 990_000)).toBe(10);
  });

  it.each([null, "", "nonsense", "a.%%%.b", token({})])("is 0 for %s", (text) => {
    expect(secondsLeft(text)).toBe(0);
  });
});

describe("safeTarget", () => {
  it.each(["/alerts?level=CRITICAL", "/materials/7"])("keeps our own path %s", (path) => {
    expect(safeTarget(path)).toBe(path);
  });

  it.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1", undefined])(
    "never leaves for %s",
    (path) => expect(safeTarget(path)).toBe("/"),
  );
});
