import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Replay, ReplayResult } from "@/lib/api/schema-names";
import { show } from "@/test/render";
import { CurvePanel } from "./curve-panel";
import { classesIn, curve, standing, startingPoint } from "./points";
import { ReplayFacts } from "./replay-facts";

const replay: Replay = {
  id: 7,
  as_of: "2026-03-01",
  period: "W",
  counted_from: "2025-09-01",
  counted_to: "2026-03-01",
  windows: 2,
  review_days: 7,
  holding_rate: 0.25,
  shortage_rate: 0.4,
  correction: 0.7,
  level_correction: 1.25,
  is_correction_chosen: true,
  equal_fill_ratio: 0.8,
  equal_fill_low: 0.7,
  equal_fill_high: 0.9,
  series: 40,
  series_without_lead_time: 2,
  series_without_value: 1,
  seconds: 3,
  requested_by: "noa",
  computed_at: "2026-03-02T02:00:00Z",
};

function result(change: Partial<ReplayResult>): ReplayResult {
  return {
    id: Math.random(),
    policy: "PROPOSED",
    asked: null,
    abc_class: "A",
    series: 4,
    priced_series: 4,
    demand: 100,
    lost: 5,
    fill_rate: 0.95,
    fill_rate_low: 0.9,
    fill_rate_high: 0.98,
    cycle_service: 0.9,
    cycle_service_low: 0.85,
    cycle_service_high: 0.95,
    mean_stock: 20,
    stock_value: 200,
    holding_cost: 50,
    lost_cost: 10,
    cost: 60,
    cost_low: 50,
    cost_high: 70,
    orders: 12,
    ...change,
  };
}

const results = [
  result({ asked: 0.98, cost: 90 }),
  result({ asked: 0.9, cost: 50 }),
  result({ asked: 0.95, cost: 60 }),
  result({ policy: "CLASSIC" }),
  result({ policy: "CURRENT" }),
  result({}),
  result({ abc_class: "ALL" }),
];

const target = {
  abc_class: "A",
  service_level: 0.9,
  correction: 1,
  replay_id: null,
  updated_at: "2026-03-01T00:00:00Z",
  version: 3,
};

// The client asks a real address, which tests have not; what it is given is what matters here.
const asked = vi.hoisted(() => ({ set: vi.fn() }));
vi.mock("./queries", async (original) => ({
  ...(await original<object>()),
  useServiceLevels: () => ({ data: { data: [target] } }),
  setServiceLevel: asked.set,
}));

beforeEach(() => asked.set.mockReset().mockResolvedValue({ ...target, version: 4 }));

describe("points of a replay", () => {
  it("run from the lowest level to the highest", () => {
    expect(curve(results, "PROPOSED", "A").map((row) => row.asked)).toEqual([0.9, 0.95, 0.98]);
  });

  it("start at the target, or where cost is lowest", () => {
    const points = curve(results, "PROPOSED", "A");
    expect(startingPoint(points, 0.96)).toBe(1);
    expect(startingPoint(points, undefined)).toBe(0);
  });

  it("leave the policies as they stand apart, in one order", () => {
    expect(standing(results, "A").map((row) => row.policy)).toEqual([
      "CURRENT",
      "CLASSIC",
      "PROPOSED",
    ]);
    expect(classesIn(results)).toEqual(["ALL", "A"]);
  });
});

describe("the latest replay", () => {
  it("says in a sentence what the proposed policy costs at equal service", () => {
    show(<ReplayFacts replay={replay} />);
    expect(screen.getByText(/costs 80% of mean plus/)).toBeInTheDocument();
  });

  it("says so where that cannot be known", () => {
    show(<ReplayFacts replay={{ ...replay, equal_fill_ratio: null }} />);
    expect(screen.getByText(/cannot be compared at equal service/)).toBeInTheDocument();
  });
});

describe("the curve", () => {
  it("makes the point of the slider the target, with the reason and the replay", async () => {
    const user = userEvent.setup({ delay: null });
    show(<CurvePanel replay={replay} results={results} abcClass="A" />, {
      permissions: ["planning:policy:update"],
    });

    const slider = await screen.findByRole("slider", { name: "Service level" });
    await screen.findByRole("button", { name: "Make 90% the target of class A" });
    slider.focus();
    await user.keyboard("{ArrowRight}");
    await user.click(screen.getByRole("button", { name: "Make 95% the target of class A" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Set the target" }));
    expect(asked.set).not.toHaveBeenCalled();
    await user.click(dialog.getByRole("textbox"));
    await user.paste("cheap enough");
    await user.click(dialog.getByRole("button", { name: "Set the target" }));

    expect(asked.set).toHaveBeenCalledExactlyOnceWith("A", 3, {
      service_level: 0.95,
      reason: "cheap enough",
      replay_id: 7,
    });
  });

  it("offers no choice to who may only look, and none for all classes together", () => {
    const all = [...results, result({ abc_class: "ALL", asked: 0.9 })];
    show(<CurvePanel replay={replay} results={all} abcClass="ALL" />, {
      permissions: ["planning:policy:update"],
    });
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
    expect(screen.getByText(/Choose a class above/)).toBeInTheDocument();
  });
});
