import type { TransferLine, TransferStep } from "@/lib/api/schema-names";
import { toNumber } from "@/lib/format";
import {
  amount,
  exact,
  fits,
  needsReason,
  typable,
  varianceLevel,
  type CountedLot,
  type VarianceLevel,
  type VarianceReason,
} from "./variance";

export type CountedLine = {
  lots: Record<number, CountedLot>;
  reason: VarianceReason | null;
  note: string;
};
export type Count = Record<number, CountedLine>;

/** A count begins with what was sent: most consignments arrive whole. */
export function startCount(lines: readonly TransferLine[]): Count {
  return Object.fromEntries(
    lines.map((line) => [
      line.id,
      {
        lots: Object.fromEntries(
          line.lots.map((lot) => [lot.id, { received: typable(lot.quantity), damaged: "" }]),
        ),
        reason: null,
        note: "",
      },
    ]),
  );
}

export function receivedOf(counted: CountedLine): number {
  return Object.values(counted.lots).reduce((sum, lot) => sum + (amount(lot.received) ?? 0), 0);
}

export function levelOf(line: TransferLine, counted: CountedLine): VarianceLevel {
  return varianceLevel(toNumber(line.dispatched_quantity) ?? 0, receivedOf(counted));
}

export function isComplete(line: TransferLine, counted: CountedLine): boolean {
  const areLotsRight = line.lots.every((lot) => {
    const said = counted.lots[lot.id];
    return said !== undefined && fits(said, lot.quantity);
  });
  return areLotsRight && (!needsReason(levelOf(line, counted)) || counted.reason !== null);
}

/** The count as the API takes it: every line, and every lot of it. */
export function receivedBody(
  lines: readonly TransferLine[],
  count: Count,
): NonNullable<TransferStep["received"]> {
  return lines.flatMap((line) => {
    const counted = count[line.id];
    if (counted === undefined) return [];
    return [
      {
        line_id: line.id,
        lots: Object.entries(counted.lots).map(([id, lot]) => ({
          lot_line_id: Number(id),
          quantity: exact(lot.received),
          damaged_quantity: exact(lot.damaged || "0"),
        })),
        reason_code: counted.reason,
        note: counted.note.trim() || null,
      },
    ];
  });
}
