import { describe, expect, it } from "vitest";
import type { ForecastRun } from "@/lib/api/schema-names";
import { gainOver, partsOf } from "./parts";

const RUN = {
  candidates: { FLAT: { rmsse: 0.9, bias: 0.1 }, Stack: { rmsse: 0.7 }, SES: "old" },
  weights: { FLAT: 0.25 },
} as unknown as ForecastRun;

describe("the parts of a run", () => {
  it("have a weight where they count, and null where a score is unknown", () => {
    expect(partsOf(RUN)).toEqual([
      { name: "FLAT", weight: 0.25, rmsse: 0.9, mase: null, wape: null, bias: 0.1, pinball: null },
      {
        name: "Stack",
        weight: null,
        rmsse: 0.7,
        mase: null,
        wape: null,
        bias: null,
        pinball: null,
      },
      { name: "SES", weight: null, rmsse: null, mase: null, wape: null, bias: null, pinball: null },
    ]);
  });

  it("are compared with the floor as a share of it", () => {
    expect(gainOver(0.8, 0.6)).toBeCloseTo(0.25);
    expect(gainOver(null, 0.6)).toBeNull();
    expect(gainOver(0.8, null)).toBeNull();
  });
});
