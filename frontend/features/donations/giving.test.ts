import { describe, expect, it } from "vitest";
import type { DonationOption } from "@/lib/api/schema-names";
import { keyOf, mostOf, troubleOf } from "./giving";

const option = {
  id: 4,
  donation_item_id: 2,
  open_quantity: "12.5000",
  free_quantity: "20.0000",
} as DonationOption;

describe("a gift given by hand", () => {
  it("is offered up to what is lacking or left, whichever is less", () => {
    expect(mostOf(option)).toBe("12.5");
    expect(mostOf({ ...option, free_quantity: "3.0000" })).toBe("3");
  });

  it("names the line of the list and that of the gift", () => {
    expect(keyOf(option)).toBe("4-2");
  });

  it.each([
    [undefined, "5", "asked the donor", "line"],
    [option, "", "asked the donor", "quantity"],
    [option, "0", "asked the donor", "quantity"],
    [option, "12.5001", "asked the donor", "too-much"],
    [option, "5", "  ", "reason"],
    [option, "12.5", "asked the donor", null],
  ])("%#: is not sent without everything", (chosen, quantity, reason, trouble) => {
    expect(troubleOf(chosen, quantity, reason)).toBe(trouble);
  });
});
