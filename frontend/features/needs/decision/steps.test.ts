import { describe, expect, it } from "vitest";
import { checkStep, EMPTY_FORM, rulesOf, shownActions, stepOf } from "./steps";

const fine = { code: false, note: false, stale: false };

describe("steps", () => {
  it("shows what is allowed, deciding first", () => {
    expect(shownActions(["reject", "remind", "approve"])).toEqual(["approve", "reject", "remind"]);
  });

  it("asks for a coded reason to return, and for words when it is another one", () => {
    const rules = rulesOf("return", false, false);
    expect(checkStep(EMPTY_FORM, rules)).toEqual({ ...fine, code: true });
    expect(checkStep({ ...EMPTY_FORM, code: "OTHER" }, rules)).toEqual({ ...fine, note: true });
    expect(checkStep({ ...EMPTY_FORM, code: "DATA_QUALITY" }, rules)).toEqual(fine);
  });

  it("asks why to reject, to escalate and to cancel what is approved", () => {
    for (const action of ["reject", "escalate"] as const) {
      expect(checkStep(EMPTY_FORM, rulesOf(action, false, false)).note).toBe(true);
    }
    expect(checkStep(EMPTY_FORM, rulesOf("cancel", false, true)).note).toBe(true);
    expect(checkStep(EMPTY_FORM, rulesOf("cancel", false, false)).note).toBe(false);
  });

  it("asks to acknowledge stale data where the step rests on it", () => {
    expect(checkStep(EMPTY_FORM, rulesOf("approve", true, false)).stale).toBe(true);
    expect(checkStep(EMPTY_FORM, rulesOf("return", true, false)).stale).toBe(false);
    const knows = { ...EMPTY_FORM, knowsStale: true };
    expect(checkStep(knows, rulesOf("approve", true, false))).toEqual(fine);
  });

  it("sends a reason code with a return only, and no empty note", () => {
    const form = { code: "OTHER" as const, note: "  ", knowsStale: false };
    expect(stepOf("approve", form)).toEqual({
      action: "approve",
      reason_code: null,
      note: null,
      acknowledge_stale: false,
    });
    expect(stepOf("return", form).reason_code).toBe("OTHER");
  });
});
