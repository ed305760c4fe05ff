import type { WizardDocument } from "@/lib/api/schema-names";
import { positiveId } from "@/lib/list-state";

/** What the address asks the wizard to start with: an event, and sites or a family of items. */
export type Asked = Pick<WizardDocument, "event_id" | "site_ids" | "family">;

type Addressed = { get(name: string): string | null; getAll(name: string): string[] };

/** Only events that are offered count; an address may be older than the end of its event. */
export function readAsked(params: Addressed, events: readonly { value: string }[]): Asked | null {
  const event = positiveId(params.get("event"));
  if (event === undefined || !events.some(({ value }) => value === String(event))) return null;
  const sites = params.getAll("site").map(positiveId);
  return {
    event_id: event,
    site_ids: sites.filter((site) => site !== undefined),
    family: params.get("family"),
  };
}

/** Whether the wizard already stands where the address wants it. */
export function isSame(document: WizardDocument, asked: Asked): boolean {
  return (
    document.event_id === asked.event_id &&
    document.family === asked.family &&
    document.site_ids.length === asked.site_ids.length &&
    asked.site_ids.every((site) => document.site_ids.includes(site))
  );
}

/** Work on something else that is not drafted yet: it is not thrown away without a question. */
export function isInTheWay(document: WizardDocument, asked: Asked): boolean {
  const isBegun = document.event_id !== null && document.site_ids.length > 0;
  return isBegun && document.needs_list_ids.length === 0 && !isSame(document, asked);
}
