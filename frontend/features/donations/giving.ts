import type { DonationOption } from "@/lib/api/schema-names";
import { asUnits, fromUnits, isPositive } from "@/lib/decimal";

/** One line of a list and one of the gift, as one choice. */
export const keyOf = (option: DonationOption) => `${option.id}-${option.donation_item_id}`;

const units = (amount: string) => asUnits(amount) ?? 0n;

/** As much as the line still lacks, or as is left of the gift. */
export function mostOf(option: DonationOption): string {
  const [lacking, left] = [units(option.open_quantity), units(option.free_quantity)];
  return fromUnits(lacking < left ? lacking : left);
}

export type Trouble = "line" | "quantity" | "too-much" | "reason";

/** Why this cannot be sent yet, or nothing. */
export function troubleOf(
  option: DonationOption | undefined,
  quantity: string,
  reason: string,
): Trouble | null {
  if (option === undefined) return "line";
  if (!isPositive(quantity)) return "quantity";
  if (units(quantity) > units(mostOf(option))) return "too-much";
  return reason.trim() === "" ? "reason" : null;
}
