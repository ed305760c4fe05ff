import { emptyLine, type ItemLine } from "@/components/item-lines";
import type { DonationDetail, DonationDraft } from "@/lib/api/schema-names";
import { endOfDay } from "@/lib/dates";
import { asUnits, fromUnits, isPositive } from "@/lib/decimal";

/** What somebody typed; it outlives a failed save. */
export type DonationValues = {
  donor: string;
  event: string | null;
  site: string | null;
  restriction: string;
  notes: string;
  day: string | null;
  lines: ItemLine[];
};

export function valuesOf(donation: DonationDetail | null): DonationValues {
  if (donation === null) {
    return {
      donor: "",
      event: null,
      site: null,
      restriction: "",
      notes: "",
      day: null,
      lines: [emptyLine(1)],
    };
  }
  return {
    donor: donation.donor_name,
    event: donation.event_id?.toString() ?? null,
    site: donation.site_id?.toString() ?? null,
    restriction: donation.restriction ?? "",
    notes: donation.notes ?? "",
    day: donation.expected_arrival_at?.slice(0, 10) ?? null,
    lines: donation.lines.map((line) => ({
      key: line.id,
      item: String(line.item_id),
      label: line.item_name,
      quantity: fromUnits(asUnits(line.quantity) ?? 0n),
      price: "",
      isFixed: false,
    })),
  };
}

export function isComplete({ donor, lines }: DonationValues): boolean {
  return (
    donor.trim() !== "" &&
    lines.every(({ item, quantity }) => item !== null && isPositive(quantity))
  );
}

export function toSend(values: DonationValues): DonationDraft {
  return {
    donor_name: values.donor.trim(),
    event_id: values.event === null ? null : Number(values.event),
    site_id: values.site === null ? null : Number(values.site),
    restriction: values.restriction.trim() || null,
    notes: values.notes.trim() || null,
    expected_arrival_at: values.day ? endOfDay(values.day) : null,
    lines: values.lines.map(({ item, quantity }) => ({ item_id: Number(item), quantity })),
  };
}

/** Once submitted, only what nobody counts on can change. */
export function laterChange(values: DonationValues) {
  const { notes, expected_arrival_at } = toSend(values);
  return { notes, expected_arrival_at };
}
