import { describe, expect, it } from "vitest";
import type { NeedsListHistory } from "@/lib/api/schema-names";
import { dictionary } from "@/lib/i18n/messages";
import { makeTranslate } from "@/lib/i18n/translate";
import { changesOf, whatHappened } from "./timeline";

const t = makeTranslate("en", dictionary("en"));
const entry: NeedsListHistory = {
  id: 1,
  at: "2026-03-02T12:00:00Z",
  actor_id: 1,
  actor: "ana",
  action: "needs:list:moved",
  before: { status: "DRAFT" },
  after: { status: "PENDING_APPROVAL", action: "submit", round: 1, required_roles: ["APPROVER"] },
  reason: null,
};

describe("timeline", () => {
  it("says from where to where a list moved", () => {
    expect(whatHappened(entry, t)).toBe("Draft → Waits for approval");
  });

  it("says what else happened by its name", () => {
    const noted = { ...entry, action: "needs:list:noted", before: null, after: null };
    expect(whatHappened(noted, t)).toBe("Note added");
  });

  it("lists what changed, without what is said already or is empty", () => {
    expect(changesOf(entry)).toEqual([
      { name: "round", from: null, to: "1" },
      { name: "required_roles", from: null, to: "APPROVER" },
    ]);
    expect(changesOf({ before: { quantity: "5" }, after: { quantity: "7", note: null } })).toEqual([
      { name: "quantity", from: "5", to: "7" },
    ]);
  });
});
