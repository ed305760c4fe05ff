import { describe, expect, it } from "vitest";
import { isInTheWay, isSame, readAsked } from "./asked";
import { NEW_WIZARD } from "./use-wizard";

const events = [{ value: "7" }];
const read = (address: string) => readAsked(new URLSearchParams(address), events);
const asked = { event_id: 7, site_ids: [3], family: null };

describe("what the address asks for", () => {
  it("is an event, and the sites and the family that go with it", () => {
    expect(read("event=7&site=3&site=4&family=Water")).toEqual({
      event_id: 7,
      site_ids: [3, 4],
      family: "Water",
    });
    expect(read("event=7&site=x")).toEqual({ ...asked, site_ids: [] });
  });

  it("is nothing without an event that is still offered", () => {
    expect(read("site=3")).toBeNull();
    expect(read("event=8")).toBeNull();
  });
});

describe("work in progress", () => {
  const begun = { ...NEW_WIZARD, event_id: 7, site_ids: [4], step: 2 as const };

  it("is in the way while it is not drafted", () => {
    expect(isInTheWay(begun, asked)).toBe(true);
    expect(isInTheWay({ ...begun, needs_list_ids: [1] }, asked)).toBe(false);
  });

  it("is not in the way where it is the same, or hardly begun", () => {
    expect(isInTheWay({ ...begun, site_ids: [3] }, asked)).toBe(false);
    expect(isInTheWay({ ...begun, site_ids: [] }, asked)).toBe(false);
    expect(isSame({ ...begun, site_ids: [3] }, asked)).toBe(true);
    expect(isSame({ ...begun, site_ids: [3], family: "Water" }, asked)).toBe(false);
  });
});
