import type { TransferLine } from "@/lib/api/schema-names";
import { toNumber } from "@/lib/format";

export type VarianceLevel = NonNullable<TransferLine["variance_level"]>;

export const VARIANCE_REASONS = [
  "DAMAGE_IN_TRANSIT",
  "COUNTING_ERROR",
  "THEFT_SUSPECTED",
  "SPOILAGE",
  "DOCUMENTATION_ERROR",
  "OTHER",
] as const;
export type VarianceReason = (typeof VARIANCE_REASONS)[number];

/** What the count of one lot says, as it was typed. */
export type CountedLot = { received: string; damaged: string };

/** How much of what was dispatched is missing, in per cent. */
export function variancePct(dispatched: number, received: number): number {
  return dispatched === 0 ? 0 : ((dispatched - received) / dispatched) * 100;
}

/** The server decides; this only says beforehand what it will ask for. */
export function varianceLevel(dispatched: number, received: number): VarianceLevel {
  const difference = Math.abs(variancePct(dispatched, received));
  // A difference of 2 % may be 2.0000000000000018 in binary.
  if (difference < 1e-9) return "NONE";
  if (difference <= 2 + 1e-9) return "AUTOMATIC";
  return difference <= 5 + 1e-9 ? "REASON" : "INVESTIGATION";
}

export function needsReason(level: VarianceLevel): boolean {
  return level === "REASON" || level === "INVESTIGATION";
}

/** Whether what was typed for a lot can be: whole or part of what was sent, and no more. */
export function fits(counted: CountedLot, sent: string): boolean {
  const received = amount(counted.received);
  const damaged = amount(counted.damaged || "0");
  if (received === null || damaged === null) return false;
  return received >= 0 && damaged >= 0 && received + damaged <= (toNumber(sent) ?? 0) + 1e-9;
}

const AMOUNT = /^\d{1,10}([.,]\d{1,4})?$/;

/** A typed amount with either decimal mark; null where it is none. */
export function amount(typed: string): number | null {
  const text = typed.trim();
  return AMOUNT.test(text) ? Number(text.replace(",", ".")) : null;
}

/** The same amount as the API takes it. */
export function exact(typed: string): string {
  return typed.trim().replace(",", ".");
}

/** An exact amount of the API without the zeros that say nothing, ready to be typed over. */
export function typable(value: string): string {
  return value.includes(".") ? value.replace(/\.?0+$/, "") : value;
}
