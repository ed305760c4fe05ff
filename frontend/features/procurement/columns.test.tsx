import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { SimpleTable } from "@/components/simple-table";
import type { OrderLine } from "@/lib/api/schema-names";
import { makeFormat } from "@/lib/format";
import { dictionary } from "@/lib/i18n/messages";
import { makeTranslate } from "@/lib/i18n/translate";
import { show } from "@/test/render";
import { orderColumns } from "./columns";

const t = makeTranslate("en", dictionary("en"));
const format = makeFormat({ locale: "en", currency: "USD", timeZone: "UTC" });

const order: OrderLine = {
  id: 7,
  order_number: "PO-17",
  line_number: 2,
  supplier_id: 3,
  supplier_name: "Acme",
  item_id: 5,
  sku: "BOLT-8",
  item_name: "Bolt 8 mm",
  unit: "piece",
  site_id: 1,
  site_code: "N",
  site_name: "North",
  quantity: "1200.0000",
  received_quantity: "0.0000",
  outstanding_quantity: "1200.0000",
  unit_price: "0.5000",
  value: "600.0000",
  ordered_on: "2026-10-01",
  expected_on: "2026-11-01",
  received_on: null,
  status: "PLACED",
  is_overdue: false,
  days_late: null,
};

function row(change: Partial<OrderLine> = {}) {
  const columns = orderColumns(t, format);
  show(
    <SimpleTable
      label="Orders"
      columns={columns}
      rows={[{ ...order, ...change }]}
      keyOf={({ id }) => id}
    />,
  );
}

describe("order columns", () => {
  it("lead to the item and to the supplier", () => {
    row();
    expect(screen.getByText("PO-17 / 2")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: /Bolt 8 mm/ })).toHaveAttribute("href", "/materials/5");
    expect(screen.getByRole("link", { name: "Acme" })).toHaveAttribute("href", "/suppliers/3");
    expect(screen.getByText("Placed")).toBeInTheDocument();
  });

  it("say in words that an order is overdue", () => {
    row({ is_overdue: true, days_late: 19 });
    expect(screen.getByText("Overdue")).toBeInTheDocument();
    expect(screen.queryByText("Placed")).not.toBeInTheDocument();
    expect(screen.getByText("19")).toBeInTheDocument();
  });

  it("say of a part that has come that it has", () => {
    row({ is_overdue: true, status: "PART_RECEIVED", received_quantity: "400.0000" });
    expect(screen.getByText("Overdue")).toBeInTheDocument();
    expect(screen.getByText("Part received")).toBeInTheDocument();
  });

  it("name no supplier where none is known", () => {
    row({ supplier_id: null, supplier_name: null });
    expect(screen.getAllByRole("link")).toHaveLength(1);
  });

  it("have each their own key", () => {
    const keys = orderColumns(t, format).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
