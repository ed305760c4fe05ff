import type { ForecastRun } from "@/lib/api/schema-names";

export type PartScore = {
  name: string;
  weight: number | null;
  rmsse: number | null;
  mase: number | null;
  wape: number | null;
  bias: number | null;
  pinball: number | null;
};

/** The parts of a run with their weights, then their sum and the floor under it. */
export function partsOf(run: ForecastRun): PartScore[] {
  const names = Object.keys(run.candidates);
  return names.map((name) => {
    const scores = asRecord(run.candidates[name]);
    return {
      name,
      weight: run.weights?.[name] ?? null,
      rmsse: figure(scores["rmsse"]),
      mase: figure(scores["mase"]),
      wape: figure(scores["wape"]),
      bias: figure(scores["bias"]),
      pinball: figure(scores["pinball"]),
    };
  });
}

/** How much lower than the floor the error is, as a share of the floor; null if either is unknown. */
export function gainOver(floor: number | null, ours: number | null): number | null {
  return floor && ours !== null ? 1 - ours / floor : null;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function figure(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
