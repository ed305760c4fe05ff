import type { DonationLine, IntakeDraft } from "@/lib/api/schema-names";
import { asUnits, isAmountOrEmpty } from "@/lib/decimal";

/** What is being counted of one line; what came in several lots has several counts. */
export type Count = {
  key: number;
  line: DonationLine;
  counted: string;
  defective: string;
  expired: string;
  lot: string;
  expires: string | null;
};

export function countOf(line: DonationLine, key: number): Count {
  return { key, line, counted: "", defective: "", expired: "", lot: "", expires: null };
}

/** Usable = counted - defective - expired; negative when the parts are more than the whole. */
export function usableOf({ counted, defective, expired }: Count): bigint {
  return (asUnits(counted) ?? 0n) - (asUnits(defective) ?? 0n) - (asUnits(expired) ?? 0n);
}

export type Trouble =
  "nothing" | "unreadable" | "too-bad" | "expiry-needs-lot" | "lot-missing" | "site";

/** Why these counts cannot be sent, or nothing. */
export function troubleOf(counts: readonly Count[], site: string | null): Trouble | null {
  const amounts = counts.flatMap(({ counted, defective, expired }) => [
    counted,
    defective,
    expired,
  ]);
  const filled = counts.filter((count) => !isEmpty(count));
  if (site === null) return "site";
  if (!amounts.every(isAmountOrEmpty)) return "unreadable";
  if (counts.some((count) => usableOf(count) < 0n)) return "too-bad";
  if (filled.length === 0) return "nothing";
  if (filled.some(({ line, lot, expires }) => line.is_perishable && (!lot.trim() || !expires)))
    return "lot-missing";
  if (filled.some(({ lot, expires }) => expires !== null && !lot.trim())) return "expiry-needs-lot";
  return null;
}

function isEmpty({ counted }: Count): boolean {
  return (asUnits(counted) ?? 0n) === 0n;
}

export function linesToSend(counts: readonly Count[]): IntakeDraft["lines"] {
  return counts
    .filter((count) => !isEmpty(count))
    .map(({ line, counted, defective, expired, lot, expires }) => ({
      donation_item_id: line.id,
      counted_quantity: counted.trim(),
      defective_quantity: defective.trim() || "0",
      expired_quantity: expired.trim() || "0",
      lot_number: lot.trim() || null,
      expires_on: expires,
    }));
}

/** When it arrived, as an instant that has passed: today is now, an earlier day its noon. */
export function arrivedAt(day: string, now: Date): string {
  const noon = new Date(`${day}T12:00:00`);
  return (noon < now ? noon : now).toISOString();
}
