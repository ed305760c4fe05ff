import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { SheetLine, SheetStock } from "@/lib/api/schema-names";
import { show } from "@/test/render";
import { SheetLinePanel } from "./sheet-line";

const mine: SheetStock = {
  on_hand: "35",
  reserved: "5",
  available: "30",
  minimum: "0",
  burn_rate: "10",
  cover_hours: "3",
  available_after: "150",
  cover_after_hours: "15",
  below_minimum: false,
  hours_behind: "1.5",
};
const theirs: SheetStock = {
  ...mine,
  available: "200",
  available_after: "80",
  minimum: "100",
  below_minimum: true,
};
const line: SheetLine = {
  id: 7,
  item_id: 1,
  sku: "TARP",
  item_name: "Tarpaulin",
  unit: "EA",
  severity: "CRITICAL",
  confidence: "HIGH",
  confidence_reasons: [],
  warnings: [],
  is_safe: true,
  gap_quantity: "120",
  adjusted_quantity: null,
  adjustment_reason_code: null,
  adjustment_note: null,
  quantity: "120",
  unmet_quantity: "0",
  value: "300",
  time_to_stockout_hours: "3",
  stock: mine,
  inbound: [],
  inbound_in_time: "0",
  sources: [
    {
      horizon: "A",
      source_site_id: 2,
      name: "Hub",
      quantity: "120",
      lead_time_hours: "2",
      arrives_at: "2026-03-02T14:00:00Z",
      is_in_time: true,
      reasons: [],
      stock: theirs,
    },
  ],
  competing: [
    {
      needs_list_id: 9,
      needs_list_no: "NL-9",
      status: "DRAFT",
      site_code: "CL",
      site_name: "Clinic",
      source: "Hub",
      quantity: "70",
      severity: "CRITICAL",
      time_to_stockout_hours: "5",
    },
  ],
};

const landing: SheetLine["inbound"][number] = {
  source: "TRANSFER",
  document_id: 4,
  document_no: "TR-4",
  quantity: "20",
  expected_at: "2026-03-02T13:00:00Z",
  is_estimated: true,
  is_in_time: true,
};

/** Texts with a figure that no click explains. */
function unexplained(container: HTMLElement): string[] {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const isExplained = node.parentElement?.closest("button, a") !== null;
    if (!isExplained && /\d/.test(node.textContent ?? "")) found.push(node.textContent ?? "");
  }
  return found;
}

describe("SheetLinePanel", () => {
  it("shows both sides before and after", () => {
    show(<SheetLinePanel line={line} listId={1} isOpen />);
    const here = screen.getByRole("table", { name: "TARP: Stock here" });
    const there = screen.getByRole("table", { name: "TARP: Stock at Hub" });
    expect(within(here).getByText("3h")).toBeInTheDocument();
    expect(within(here).getByText("15h")).toBeInTheDocument();
    expect(within(there).getByText("80")).toBeInTheDocument();
    expect(screen.getByText("Below the 100 it has to keep")).toBeInTheDocument();
  });

  it("explains a figure on a click", async () => {
    show(<SheetLinePanel line={line} listId={1} isOpen />);
    await userEvent.click(
      screen.getByRole("button", { name: /^Explain TARP: Stock here, Cover, If approved/ }),
    );
    expect(await screen.findByText("150 / 10 an hour = 15h")).toBeInTheDocument();
  });

  it.each([
    [/^Explain TARP, Estimated value/, "120 EA at R$2.50 each = R$300.00"],
    [/^Explain TARP, Hub/, "When the list was calculated, the stock here lasted 3h."],
    [
      /^Explain TARP, Clinic:/,
      "What NL-9 asks the same source for, by its own calculation for Clinic.",
    ],
    [
      /^Explain TARP, Clinic, Cover/,
      "How long the stock of Clinic lasted when NL-9 was calculated.",
    ],
    [
      /^Explain TARP, too late/,
      "120 EA asked for - 90 EA that arrive before the stock ends = 30 EA",
    ],
  ])("explains %s", async (name, words) => {
    show(<SheetLinePanel line={{ ...line, unmet_quantity: "30" }} listId={1} isOpen />);
    await userEvent.click(screen.getByRole("button", { name }));
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it("leaves no number unexplained", () => {
    const adjusted: SheetLine = {
      ...line,
      adjusted_quantity: "60",
      adjustment_reason_code: "BUDGET_CONSTRAINT",
      quantity: "60",
      unmet_quantity: "30",
      inbound_in_time: "20",
      inbound: [landing],
    };
    show(<SheetLinePanel line={adjusted} listId={1} isOpen />);
    expect(unexplained(screen.getByRole("region", { name: "Tarpaulin" }))).toEqual([]);
  });

  it("says in a word why no hours can be said", () => {
    const idle = { ...mine, burn_rate: "0", cover_hours: null, cover_after_hours: null };
    const { unmount } = show(<SheetLinePanel line={{ ...line, stock: idle }} listId={1} isOpen />);
    expect(screen.getAllByText("no demand now")).toHaveLength(2);
    unmount();
    const unknown = { ...idle, burn_rate: null };
    show(<SheetLinePanel line={{ ...line, stock: unknown }} listId={1} isOpen />);
    expect(screen.getAllByText("consumption unknown")).toHaveLength(2);
  });

  it("has no after once the list is approved", () => {
    show(<SheetLinePanel line={line} listId={1} isOpen={false} />);
    expect(screen.queryByText("If approved")).not.toBeInTheDocument();
  });

  it("names who competes for the source", () => {
    show(<SheetLinePanel line={line} listId={1} isOpen />);
    expect(screen.getByRole("link", { name: "Clinic" })).toHaveAttribute(
      "href",
      "/needs-lists/9/decision",
    );
    expect(screen.getByText("70 EA from Hub")).toBeInTheDocument();
  });

  it("says how urgent it is in the words of the stock status", () => {
    show(<SheetLinePanel line={{ ...line, severity: "OK" }} listId={1} isOpen />);
    expect(screen.getByText("OK")).toBeInTheDocument();
  });

  it("says why a line is not safe", () => {
    const doubtful = { ...line, is_safe: false, value: null };
    show(<SheetLinePanel line={doubtful} listId={1} isOpen />);
    expect(screen.getByText(/Its cost is not known/)).toBeInTheDocument();
  });
});
