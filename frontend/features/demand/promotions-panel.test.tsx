import { screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Promotion } from "@/lib/api/schema-names";
import { show } from "@/test/render";
import { PromotionsPanel } from "./promotions-panel";
import { usePromotions } from "./queries";

vi.mock("./queries", () => ({ usePromotions: vi.fn() }));

const week: Promotion = {
  id: 1,
  site_id: null,
  site_code: null,
  starts_on: "2026-12-01",
  ends_on: "2026-12-07",
  unit_price: null,
  discount: 0.2,
};

function planned(rows: Promotion[]): void {
  vi.mocked(usePromotions).mockReturnValue({
    data: { data: rows },
  } as unknown as ReturnType<typeof usePromotions>);
  show(<PromotionsPanel item={7} site={3} after="2026-11-20" />);
}

describe("the promotions that are planned for an item", () => {
  beforeEach(() => vi.mocked(usePromotions).mockReset());

  it("are asked for from the last known period on, at the site that is shown", () => {
    planned([week]);
    expect(usePromotions).toHaveBeenCalledWith({
      item_id: 7,
      site_id: 3,
      start_date: "2026-11-20",
    });
  });

  it("say where they are and what is taken off", () => {
    planned([week, { ...week, id: 2, site_id: 3, site_code: "HUB", discount: null }]);
    expect(screen.getByRole("table", { name: "Planned promotions" })).toBeVisible();
    expect(screen.getByText("Every site")).toBeVisible();
    expect(screen.getByText("20%")).toBeVisible();
    expect(screen.getByText("HUB")).toBeVisible();
  });

  it("take no room where there are none", () => {
    planned([]);
    expect(screen.queryByRole("table")).toBeNull();
  });
});
