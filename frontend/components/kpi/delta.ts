export type Better = "higher" | "lower" | null;
export type Verdict = "better" | "worse" | "same" | "neutral";

export type Delta = { change: number; verdict: Verdict; direction: "up" | "down" | "flat" };

/**
 * How a figure moved. Ratios are compared in points, everything else in parts of the earlier
 * value; against zero no part can be named, so there is no delta.
 */
export function deltaOf(
  value: number | null,
  previous: number | null,
  better: Better,
  isRatio: boolean,
): Delta | null {
  if (value === null || previous === null) return null;
  if (!isRatio && previous === 0) return null;
  const difference = value - previous;
  const change = isRatio ? difference : difference / Math.abs(previous);
  const direction = Math.abs(change) < 0.0005 ? "flat" : change > 0 ? "up" : "down";
  return { change, direction, verdict: verdictOf(direction, better) };
}

function verdictOf(direction: Delta["direction"], better: Better): Verdict {
  if (direction === "flat") return "same";
  if (better === null) return "neutral";
  return (direction === "up") === (better === "higher") ? "better" : "worse";
}
