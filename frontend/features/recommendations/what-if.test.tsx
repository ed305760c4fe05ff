import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { OrderPreview } from "@/lib/api/schema-names";
import { show } from "@/test/render";
import { difference, draftOf, EMPTY } from "./what-if";
import { WhatIf } from "./what-if-form";

const planned: OrderPreview["planned"] = {
  quantity: 40,
  value: "100.00",
  order_up_to: 180,
  safety_stock: 20,
  need: 36,
  expected_lost: 0.4,
  confidence: "HIGH",
  reasons: ["NO_CLASS"],
};

const preview: OrderPreview = {
  item_id: 3,
  sku: "SKU-3",
  unit: "piece",
  site_id: 5,
  site_code: "HUB",
  as_of: "2026-03-01",
  formula_version: "order-up-to/3",
  changed: ["service_level"],
  planned,
  preview: {
    ...planned,
    quantity: 64,
    value: "160.00",
    reasons: ["NO_CLASS", "NO_OBSERVED_LEAD_TIME"],
  },
  inputs: {},
  steps: [],
};

const asked = vi.hoisted(() => ({ preview: vi.fn() }));
vi.mock("./queries", () => ({ previewOrder: asked.preview }));

const MAY = { permissions: ["recommendations:recommendation:decide"] };

beforeEach(() => asked.preview.mockReset().mockResolvedValue(preview));

describe("what is sent", () => {
  it("is what was changed, the level as a share", () => {
    expect(draftOf(3, 5, { ...EMPTY, level: 95, minimum: 0 })).toMatchObject({
      item_id: 3,
      site_id: 5,
      service_level: 0.95,
      lead_time_days: null,
      min_order_quantity: 0,
    });
  });
});

describe("a difference", () => {
  it("is of figures, money included, and of nothing unknown", () => {
    expect(difference("100.00", "160.00")).toBe(60);
    expect(difference(null, 3)).toBeNull();
  });
});

describe("what if", () => {
  it("shows the order with the change beside the planned one", async () => {
    const user = userEvent.setup({ delay: null });
    show(<WhatIf itemId={3} siteId={5} />, MAY);

    await user.type(screen.getByRole("textbox", { name: "Service level, %" }), "99");
    await user.click(screen.getByRole("button", { name: "Work it out" }));

    const table = within(await screen.findByRole("table", { name: "What if" }));
    const quantity = within(table.getByRole("row", { name: /Quantity/ }));
    expect(quantity.getAllByRole("cell").map((cell) => cell.textContent)).toEqual(
      expect.arrayContaining(["40", "64", "+24"]),
    );
    expect(asked.preview.mock.calls[0]?.[0]).toMatchObject({ service_level: 0.99 });
  });

  it("names only the doubts that the change brings", async () => {
    const user = userEvent.setup({ delay: null });
    show(<WhatIf itemId={3} siteId={5} />, MAY);

    await user.click(screen.getByRole("button", { name: "Work it out" }));

    expect(
      await screen.findByText(/lead time/i, { selector: "p.mantine-Text-root" }),
    ).toBeVisible();
    expect(screen.queryByText(/class/i)).not.toBeInTheDocument();
  });

  it("is for those who decide", () => {
    show(<WhatIf itemId={3} siteId={5} />);
    expect(screen.queryByRole("button", { name: "Work it out" })).not.toBeInTheDocument();
  });
});
