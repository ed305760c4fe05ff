import type { NeedsListDrafts, PreviewScope, WizardDocument } from "@/lib/api/schema-names";

type Area = Omit<PreviewScope, "explain">;

function areaOf(document: WizardDocument): Area | null {
  const { event_id, site_ids, phase, family, category, fair_share_rule } = document;
  if (event_id === null || site_ids.length === 0) return null;
  return { event_id, site_ids, phase, item_ids: null, family, category, fair_share_rule };
}

/** What to calculate, or null while it is not known for which event and sites. */
export function scopeOf(document: WizardDocument): PreviewScope | null {
  const area = areaOf(document);
  return area && { ...area, explain: false };
}

export function draftsOf(document: WizardDocument, isConfirmed: boolean): NeedsListDrafts | null {
  const scope = areaOf(document);
  if (scope === null) return null;
  return {
    ...scope,
    excluded: document.excluded,
    notes: document.notes?.trim() || null,
    confirm_supersede_edited: isConfirmed,
  };
}

type LeftOut = WizardDocument["excluded"][number];

export function isLeftOut(document: WizardDocument, line: LeftOut): boolean {
  return document.excluded.some(
    ({ site_id, item_id }) => site_id === line.site_id && item_id === line.item_id,
  );
}

/** Take a line out of what will be drafted, or back in. */
export function flipped(document: WizardDocument, line: LeftOut): LeftOut[] {
  if (!isLeftOut(document, line)) return [...document.excluded, line];
  return document.excluded.filter(
    ({ site_id, item_id }) => site_id !== line.site_id || item_id !== line.item_id,
  );
}
