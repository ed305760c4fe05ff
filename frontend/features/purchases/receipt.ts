import type { PurchaseLine, PurchaseReceipt } from "@/lib/api/schema-names";
import { asUnits, fromUnits, isAmountOrEmpty } from "@/lib/decimal";

/** What is being counted of one line; a line that came in several lots has several counts. */
export type Count = {
  key: number;
  line: PurchaseLine;
  quantity: string;
  damaged: string;
  lot: string;
  expires: string | null;
};

export function countOf(line: PurchaseLine, key: number): Count {
  return { key, line, quantity: "", damaged: "", lot: "", expires: null };
}

/** What would still be outstanding of a line after these counts; negative when too much came. */
export function leftOf(line: PurchaseLine, counts: readonly Count[]): bigint {
  const outstanding = asUnits(line.outstanding_quantity) ?? 0n;
  return counts
    .filter((count) => count.line.id === line.id)
    .reduce(
      (left, count) => left - (asUnits(count.quantity) ?? 0n) - (asUnits(count.damaged) ?? 0n),
      outstanding,
    );
}

export type Trouble = "nothing" | "unreadable" | "too-much" | "expiry-needs-lot";

/** Why these counts cannot be sent, or nothing. */
export function troubleOf(counts: readonly Count[]): Trouble | null {
  const amounts = counts.flatMap(({ quantity, damaged }) => [quantity, damaged]);
  if (!amounts.every(isAmountOrEmpty)) return "unreadable";
  if (counts.every(isEmpty)) return "nothing";
  if (counts.some(({ line }) => leftOf(line, counts) < 0n)) return "too-much";
  if (counts.some(({ expires, lot }) => expires !== null && !lot.trim())) return "expiry-needs-lot";
  return null;
}

function isEmpty({ quantity, damaged }: Count): boolean {
  return (asUnits(quantity) ?? 0n) === 0n && (asUnits(damaged) ?? 0n) === 0n;
}

export function receiptOf(counts: readonly Count[], note: string): PurchaseReceipt {
  return {
    note: note.trim() || null,
    lines: counts
      .filter((count) => !isEmpty(count))
      .map(({ line, quantity, damaged, lot, expires }) => ({
        line_id: line.id,
        quantity: quantity.trim() || "0",
        damaged_quantity: damaged.trim() || "0",
        lot_number: lot.trim() || null,
        expires_on: expires,
      })),
  };
}

/** Fill in that everything outstanding came, usable and of no lot that is told. */
export function allOutstanding(counts: readonly Count[]): Count[] {
  const seen = new Set<number>();
  return counts.map((count) => {
    const isFirst = !seen.has(count.line.id);
    seen.add(count.line.id);
    const units = asUnits(count.line.outstanding_quantity) ?? 0n;
    return { ...count, quantity: isFirst ? fromUnits(units) : "", damaged: "" };
  });
}
