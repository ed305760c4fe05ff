import type { TransferLots, TransferOverride } from "@/lib/api/schema-names";
import { toNumber } from "@/lib/format";
import { amount, exact, typable } from "./variance";

/** Amounts as they are typed, by line and lot; 0 stands for stock of no lot. */
export type Wish = Record<number, Record<number, string>>;

export function startWish(lots: TransferLots): Wish {
  return Object.fromEntries(
    lots.data.map((line) => [
      line.line_id,
      Object.fromEntries(line.lots.map((lot) => [lot.lot_id ?? 0, typable(lot.chosen_quantity)])),
    ]),
  );
}

type Line = TransferLots["data"][number];

/** What the typed amounts of a line add up to; null while one of them is none. */
export function wished(line: Line, wish: Wish): number | null {
  const amounts = line.lots.map((lot) => amount(wish[line.line_id]?.[lot.lot_id ?? 0] ?? ""));
  return amounts.reduce<number | null>(
    (sum, one) => (sum === null || one === null ? null : sum + one),
    0,
  );
}

export function addsUp(line: Line, wish: Wish): boolean {
  const sum = wished(line, wish);
  return sum !== null && Math.abs(sum - (toNumber(line.quantity) ?? 0)) < 1e-9;
}

export function wishedLots(lots: TransferLots, wish: Wish): TransferOverride["lots"] {
  return lots.data.flatMap((line) =>
    line.lots.flatMap((lot) => {
      const typed = wish[line.line_id]?.[lot.lot_id ?? 0] ?? "";
      const wanted = { line_id: line.line_id, lot_id: lot.lot_id, quantity: exact(typed) };
      return (amount(typed) ?? 0) > 0 ? [wanted] : [];
    }),
  );
}
