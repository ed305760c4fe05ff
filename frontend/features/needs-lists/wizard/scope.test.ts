import { describe, expect, it } from "vitest";
import { draftsOf, flipped, isLeftOut, scopeOf } from "./scope";
import { NEW_WIZARD } from "./use-wizard";

const document = { ...NEW_WIZARD, event_id: 7, site_ids: [3, 4] };
const line = { site_id: 3, item_id: 9 };

describe("scopeOf", () => {
  it("is unknown without an event or a site", () => {
    expect(scopeOf(NEW_WIZARD)).toBeNull();
    expect(scopeOf({ ...document, site_ids: [] })).toBeNull();
  });

  it("asks for the sites of the event", () => {
    expect(scopeOf(document)).toMatchObject({ event_id: 7, site_ids: [3, 4], item_ids: null });
  });
});

describe("draftsOf", () => {
  it("leaves out what was taken out, and says whether edited drafts may be replaced", () => {
    const drafts = draftsOf({ ...document, excluded: [line], notes: "  " }, true);
    expect(drafts).toMatchObject({ excluded: [line], notes: null, confirm_supersede_edited: true });
    expect(drafts).not.toHaveProperty("explain");
  });
});

describe("flipped", () => {
  it("takes a line out and back in, and leaves the others alone", () => {
    const other = { site_id: 4, item_id: 9 };
    const without = { ...document, excluded: flipped({ ...document, excluded: [other] }, line) };
    expect(isLeftOut(without, line)).toBe(true);
    expect(flipped(without, line)).toEqual([other]);
  });
});
