import type { OrderPreviewDraft } from "@/lib/api/schema-names";

/** A figure that may not be known; money comes as text. */
export type Figure = number | string | null;
type Field = number | string;

/** What is typed into the form; an empty field leaves the plan as it is. */
export type Values = { level: Field; leadTime: Field; minimum: Field };

export const EMPTY: Values = { level: "", leadTime: "", minimum: "" };

function given(value: Field): number | null {
  return value === "" ? null : Number(value);
}

/** What is sent: only what was changed, the service level as a share. */
export function draftOf(itemId: number, siteId: number, values: Values): OrderPreviewDraft {
  const level = given(values.level);
  return {
    item_id: itemId,
    site_id: siteId,
    service_level: level === null ? null : level / 100,
    lead_time_days: given(values.leadTime),
    min_order_quantity: given(values.minimum),
    review_days: null,
    pack_size: null,
    on_hand: null,
  };
}

export function numeric(value: Figure): number | null {
  return value === null ? null : Number(value);
}

export function difference(before: Figure, after: Figure): number | null {
  return before === null || after === null ? null : Number(after) - Number(before);
}
