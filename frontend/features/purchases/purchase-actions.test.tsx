import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { PurchaseDetail } from "@/lib/api/schema-names";
import { show } from "@/test/render";
import { PurchaseActions } from "./purchase-actions";

const purchase: Pick<PurchaseDetail, "status" | "actions"> = {
  status: "PENDING_APPROVAL",
  actions: [],
};

function buttons(change: Partial<typeof purchase>): string[] {
  show(<PurchaseActions purchase={{ ...purchase, ...change }} onOpen={() => undefined} />);
  return screen.queryAllByRole("button").map((button) => button.textContent ?? "");
}

describe("the page of a procurement", () => {
  it("has a button for each step its reader may take, the main one last", () => {
    expect(buttons({ actions: ["approve", "reject"] })).toEqual(["Reject", "Approve"]);
  });

  it("has none for somebody who may only read", () => {
    expect(buttons({})).toEqual([]);
  });

  it("lets the rest be given up once goods are on their way", () => {
    expect(buttons({ status: "PARTIAL_RECEIVED", actions: ["receive", "close_short"] })).toEqual([
      "Close short",
      "Receive",
    ]);
  });

  it("asks for a form where goods are received", () => {
    expect(buttons({ status: "SHIPPED", actions: ["receive"] })).toEqual(["Receive"]);
  });
});
