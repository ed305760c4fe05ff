import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { SimpleTable } from "@/components/simple-table";
import type { Supplier, SupplierItem } from "@/lib/api/schema-names";
import { ABSENT, makeFormat } from "@/lib/format";
import { dictionary } from "@/lib/i18n/messages";
import { makeTranslate } from "@/lib/i18n/translate";
import { show } from "@/test/render";
import { supplierColumns } from "./columns";
import { readSupplierFilter, supplierQuery } from "./filters";
import { SupplierItems } from "./supplier-items";

const t = makeTranslate("en", dictionary("en"));
const format = makeFormat({ locale: "en", currency: "USD", timeZone: "UTC" });

const supplier: Supplier = {
  id: 3,
  code: "ACME",
  name: "Acme Ltd",
  type: "IMPORT",
  country: "Brazil",
  reliability: null,
  stated_lead_time_days: 14,
  is_active: true,
  items: 12,
  observations: 40,
  mean_lead_time_days: 17.25,
  sd_lead_time_days: 4.5,
  due: 50,
  late: 10,
  late_share: 0.2,
  open_orders: 6,
  overdue_orders: 2,
};

const item: SupplierItem = {
  item_id: 5,
  sku: "BOLT-8",
  item_name: "Bolt 8 mm",
  is_preferred: false,
  stated_lead_time_days: null,
  min_order_quantity: null,
  pack_size: null,
  unit_price: null,
  lead_time_source: "SUPPLIER",
  mean_lead_time_days: 17,
  sd_lead_time_days: 4,
  observations: 40,
  late_share: null,
  mean_days_late: null,
};

function row(change: Partial<Supplier> = {}, permissions = ["procurement:order:read"]) {
  const rows = [{ ...supplier, ...change }];
  const columns = supplierColumns(t, format);
  show(<SimpleTable label="Suppliers" columns={columns} rows={rows} keyOf={({ id }) => id} />, {
    permissions,
  });
  return (label: string) => {
    const index = columns.findIndex((column) => column.label === label);
    return within(screen.getAllByRole("cell")[index] as HTMLElement);
  };
}

describe("supplier columns", () => {
  it("say what a lead time and a share rest on", () => {
    const cell = row();
    expect(cell("Observed lead time, days").getByText("17.3 ± 4.5")).toBeInTheDocument();
    expect(cell("Observed lead time, days").getByText("40 deliveries")).toBeInTheDocument();
    expect(cell("Late").getByText("20%")).toBeInTheDocument();
    expect(cell("Late").getByText("of 50 due")).toBeInTheDocument();
  });

  it("show nothing where nothing was seen", () => {
    const nothing = { mean_lead_time_days: null, sd_lead_time_days: null, late_share: null };
    const cell = row({ ...nothing, observations: 0, due: 0 });
    expect(cell("Observed lead time, days").getByText(ABSENT)).toBeInTheDocument();
    expect(cell("Late").getByText(ABSENT)).toBeInTheDocument();
    expect(screen.queryByText(/deliveries|of \d+ due/)).not.toBeInTheDocument();
  });

  it("give one delivery no spread", () => {
    const cell = row({ observations: 1, sd_lead_time_days: null });
    expect(cell("Observed lead time, days").getByText("17.3")).toBeInTheDocument();
    expect(cell("Observed lead time, days").getByText("1 delivery")).toBeInTheDocument();
  });

  it("lead to the orders that are overdue, where one may see them", () => {
    const href = "/orders?supplier=3&due=overdue";
    expect(row()("Overdue orders").getByRole("link", { name: "2" })).toHaveAttribute("href", href);
  });

  it("only count them for whoever may not", () => {
    expect(row({}, [])("Overdue orders").queryByRole("link")).not.toBeInTheDocument();
    expect(screen.getByText("2")).toBeInTheDocument();
  });
});

describe("items of a supplier", () => {
  it("say what each lead time rests on", () => {
    show(<SupplierItems items={[item, { ...item, item_id: 6, lead_time_source: "STATED" }]} />);
    expect(screen.getByText("Pooled over its items")).toBeInTheDocument();
    expect(screen.getByText("Stated")).toBeInTheDocument();
    expect(screen.getAllByText("40 deliveries")).toHaveLength(1);
  });

  it("come in full when asked for", async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ ...item, item_id: index + 1 }));
    show(<SupplierItems items={many} />);
    expect(screen.getAllByRole("link")).toHaveLength(25);
    await userEvent.click(screen.getByRole("button", { name: "Show all 30" }));
    expect(screen.getAllByRole("link")).toHaveLength(30);
  });
});

describe("filters of suppliers", () => {
  it("ask the API by its own names and ignore what it does not know", () => {
    const asked = (address: string) =>
      supplierQuery(readSupplierFilter(new URLSearchParams(address)));
    expect(asked("q=ac&type=IMPORT&active=false")).toMatchObject({
      q: "ac",
      type: "IMPORT",
      active: false,
    });
    expect(asked("type=SPACE&active=maybe")).toEqual({ limit: 50, offset: 0 });
  });
});
