import { expect, it } from "vitest";
import { toCsv } from "./csv";

it("quotes what would break a row", () => {
  expect(toCsv(["a", "b"], [['say "hi", twice', 1.5]])).toBe('a,b\r\n"say ""hi"", twice",1.5\r\n');
});

it.each(["=1+1", "+1", "-1", "@x", "\tx"])("takes the life out of the formula %j", (text) => {
  expect(toCsv(["a"], [[text]])).toContain(`'${text}`);
});

it("leaves numbers alone, negative ones too, and writes nothing for null", () => {
  expect(toCsv(["a", "b"], [[-3, null]])).toBe("a,b\r\n-3,\r\n");
});
