import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { TransferLine, TransferLots } from "@/lib/api/schema-names";
import { show } from "@/test/render";
import { isComplete, levelOf, receivedBody, startCount } from "./count";
import { CountLine } from "./count-line";
import { NewTransferButton } from "./new-transfer-button";
import { addsUp, startWish, wishedLots } from "./wish";

const line: TransferLine = {
  id: 4,
  item_id: 9,
  sku: "TARP",
  item_name: "Tarpaulin",
  unit: "EA",
  needs_list_item_id: null,
  quantity: "75.0000",
  dispatched_quantity: "75.0000",
  received_quantity: "0.0000",
  variance_pct: null,
  variance_level: null,
  variance_reason_code: null,
  variance_note: null,
  lots: [
    {
      id: 1,
      lot_id: 11,
      lot_number: "L-11",
      expires_on: "2026-09-01",
      quantity: "60.0000",
      received_quantity: "0.0000",
    },
    {
      id: 2,
      lot_id: null,
      lot_number: null,
      expires_on: null,
      quantity: "15.0000",
      received_quantity: "0.0000",
    },
  ],
};

function countWith(received: string, reason: "OTHER" | null = null) {
  const count = startCount([line]);
  const counted = { ...count[4], lots: { ...count[4]?.lots, 1: { received, damaged: "" } } };
  return { lots: counted.lots, reason, note: "" };
}

describe("a count", () => {
  it("begins with everything there", () => {
    const [first] = Object.values(startCount([line]));
    expect(first?.lots).toEqual({
      1: { received: "60", damaged: "" },
      2: { received: "15", damaged: "" },
    });
    expect(first && isComplete(line, first)).toBe(true);
  });

  it("asks for a reason above 2 %", () => {
    expect(levelOf(line, countWith("58.5"))).toBe("AUTOMATIC");
    expect(isComplete(line, countWith("58.5"))).toBe(true);
    expect(levelOf(line, countWith("58"))).toBe("REASON");
    expect(isComplete(line, countWith("58"))).toBe(false);
    expect(isComplete(line, countWith("58", "OTHER"))).toBe(true);
    expect(levelOf(line, countWith("50"))).toBe("INVESTIGATION");
  });

  it("is sent lot by lot", () => {
    expect(receivedBody([line], { 4: countWith("58,5") })).toEqual([
      {
        line_id: 4,
        reason_code: null,
        note: null,
        lots: [
          { lot_line_id: 1, quantity: "58.5", damaged_quantity: "0" },
          { lot_line_id: 2, quantity: "15", damaged_quantity: "0" },
        ],
      },
    ]);
  });

  it("says while typing what the difference asks for", () => {
    const onChange = vi.fn();
    show(<CountLine line={line} counted={countWith("50")} wasTried onChange={onChange} />);
    expect(screen.getByRole("status")).toHaveTextContent("13.33% is missing");
    expect(screen.getByRole("status")).toHaveTextContent("a manager will look into it");
    fireEvent.change(screen.getByLabelText("Damaged: L-11"), { target: { value: "2" } });
    expect(onChange).toHaveBeenLastCalledWith(
      expect.objectContaining({
        lots: expect.objectContaining({ 1: { received: "50", damaged: "2" } }),
      }),
    );
  });
});

const lots: TransferLots = {
  transfer_id: 1,
  as_of: "2026-03-02",
  data: [
    {
      line_id: 4,
      item_id: 9,
      sku: "TARP",
      item_name: "Tarpaulin",
      unit: "EA",
      quantity: "30.0000",
      missing_quantity: "0.0000",
      lots: [
        {
          lot_id: 11,
          lot_number: "L-11",
          expires_on: "2026-09-01",
          is_expired: false,
          on_hand: "60.0000",
          first_expired_quantity: "30.0000",
          chosen_quantity: "30.0000",
        },
        {
          lot_id: 12,
          lot_number: "L-12",
          expires_on: null,
          is_expired: false,
          on_hand: "40.0000",
          first_expired_quantity: "0.0000",
          chosen_quantity: "0.0000",
        },
      ],
    },
  ],
};

describe("a wish for other lots", () => {
  const asLine = lots.data[0]!;

  it("begins with what would be sent", () => {
    expect(startWish(lots)).toEqual({ 4: { 11: "30", 12: "0" } });
    expect(addsUp(asLine, startWish(lots))).toBe(true);
  });

  it("adds up to the line, and leaves out what is not wanted", () => {
    const wish = { 4: { 11: "0", 12: "30" } };
    expect(addsUp(asLine, wish)).toBe(true);
    expect(wishedLots(lots, wish)).toEqual([{ line_id: 4, lot_id: 12, quantity: "30" }]);
    expect(addsUp(asLine, { 4: { 11: "10", 12: "30" } })).toBe(false);
    expect(addsUp(asLine, { 4: { 11: "", 12: "30" } })).toBe(false);
  });
});

describe("drafting a transfer", () => {
  it("is offered to those who may", () => {
    show(<NewTransferButton sites={[]} />);
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });

  it("is a button for an officer", () => {
    show(<NewTransferButton sites={[]} />, { permissions: ["execution:transfer:edit"] });
    expect(screen.getByRole("button", { name: "New transfer" })).toBeInTheDocument();
  });
});
