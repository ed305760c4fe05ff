import { describe, expect, it } from "vitest";
import type { ApprovalPolicy, Delegation } from "@/lib/api/schema-names";
import { makeFormat } from "@/lib/format";
import { dictionary } from "@/lib/i18n/messages";
import { makeTranslate } from "@/lib/i18n/translate";
import { delegationState } from "./delegation-state";
import { rangeOf } from "./policies-panel";
import { draftOf, formOf, missingFields } from "./policy-form";

const t = makeTranslate("en", dictionary("en"));
const format = makeFormat({ locale: "en", currency: "BRL", timeZone: null });
const policy: ApprovalPolicy = {
  id: 4,
  name: "Middling",
  horizon: "C",
  phase: null,
  scope: null,
  minimum_value: "10000.0000",
  maximum_value: "100000.0000",
  roles: ["APPROVER"],
  time_limit_hours: "24.00",
  rank: 4,
  is_active: true,
  updated_at: "2026-03-02T12:00:00Z",
  version: 1,
};
const delegation = { starts_on: "2026-03-02", ends_on: "2026-03-05", revoked_at: null };

describe("approval policy", () => {
  it("says a range in words", () => {
    const range = (minimum: string, maximum: string | null) =>
      rangeOf({ ...policy, minimum_value: minimum, maximum_value: maximum }, t, format);
    expect(range("0", null)).toBe("Any value");
    expect(range("0", "10")).toBe("Up to R$10");
    expect(range("10", null)).toBe("Above R$10");
    expect(range("10", "20")).toBe("Above R$10, up to R$20");
  });

  it("comes back from its form as it went in", () => {
    const form = { ...formOf(policy), reason: "Because" };
    expect(draftOf(form)).toMatchObject({
      minimum_value: "10000",
      maximum_value: "100000",
      time_limit_hours: "24",
      rank: 4,
      scope: null,
    });
    expect(missingFields(form)).toEqual([]);
  });

  it("names what is missing", () => {
    expect(missingFields(formOf(null))).toEqual(["name", "roles", "hours", "rank", "reason"]);
  });

  it.each([
    ["2026-03-01", "planned"],
    ["2026-03-02", "current"],
    ["2026-03-05", "current"],
    ["2026-03-06", "ended"],
  ])("is on %s %s", (day, state) => {
    expect(delegationState(delegation as Delegation, day)).toBe(state);
  });

  it("is over once revoked", () => {
    const revoked = { ...delegation, revoked_at: "2026-03-02T12:00:00Z" } as Delegation;
    expect(delegationState(revoked, "2026-03-02")).toBe("revoked");
  });
});
