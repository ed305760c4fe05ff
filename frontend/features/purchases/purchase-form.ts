import type { ItemLine } from "@/components/item-lines";
import type { PurchaseDetail } from "@/lib/api/schema-names";
import { asUnits, fromUnits, isAmountOrEmpty, isPositive } from "@/lib/decimal";
import type { PurchaseValues } from "./purchase-fields";

export type Method = PurchaseDetail["method"];

export const METHODS: readonly Method[] = [
  "SINGLE_SOURCE",
  "FRAMEWORK",
  "RFQ",
  "RESTRICTED_BIDDING",
  "OPEN_TENDER",
  "EMERGENCY_DIRECT",
];

export function areComplete(lines: readonly ItemLine[]): boolean {
  return lines.every(
    (line) => line.item !== null && isPositive(line.quantity) && isAmountOrEmpty(line.price),
  );
}

export function toSend({ supplier, method, notes, lines }: PurchaseValues) {
  return {
    supplier_id: supplier === null ? null : Number(supplier),
    method,
    notes: notes.trim() || null,
    lines: lines.map(({ item, quantity, price }) => ({
      item_id: Number(item),
      quantity,
      unit_price: price.trim() || null,
    })),
  };
}

/** The lines of a draft as the form edits them; what a needs list asks for stays in. */
export function linesOf(purchase: PurchaseDetail): ItemLine[] {
  return purchase.lines.map((line) => ({
    key: line.id,
    item: String(line.item_id),
    label: line.item_name,
    quantity: tidy(line.ordered_quantity),
    price: line.unit_price === null ? "" : tidy(line.unit_price),
    isFixed: line.needs_list_item_id !== null,
  }));
}

function tidy(amount: string): string {
  const units = asUnits(amount);
  return units === null ? amount : fromUnits(units);
}
