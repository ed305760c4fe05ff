import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect } from "./accounts";

/** Everybody who has a part in the journey, each in a browser of their own. */
export type Cast = { officer: Page; manager: Page; approver: Page };

export type NeedsEvent = { id: number; code: string; name: string };
type Numbered = { id: number; needs_list_no: string };
export type NeedsList = Numbered & { status: string; actions: string[]; site_id: number };
type Allocation = { horizon: string; quantity: string };
type Source = { horizon: string; capacity: string | null };
type Gap = {
  item_id: number;
  item_name: string;
  allocations: Allocation[];
  explanation: { inputs: { sources: { value: Source[] } } };
};
type SitePreview = { site_id: number; site_name: string; lines: Gap[] };
type Transfer = { id: number; transfer_no: string; status: string; actions: string[] };
type OrderLine = {
  id: number;
  sku: string;
  ordered_quantity: string;
  outstanding_quantity: string;
};
type Procurement = {
  id: number;
  procurement_no: string;
  status: string;
  actions: string[];
  supplier_id: number | null;
  lines: OrderLine[];
};

/** A line to ask for, at a site with this many others. */
export type Wanted = { siteName: string; line: Gap; others: number };

const API = "/api/v1";
// Without it the API takes no change that is signed in by cookie.
const OURS = { "X-Requested-With": "test" };

export async function read<T>(page: Page, path: string): Promise<T> {
  return (await readVersioned<T>(page, path)).value;
}

async function readVersioned<T>(page: Page, path: string): Promise<{ value: T; etag: string }> {
  const answer = await page.request.get(`${API}${path}`);
  expect(answer.status(), `GET ${path}`).toBe(200);
  return { value: (await answer.json()) as T, etag: answer.headers().etag ?? "" };
}

export async function rows<T>(page: Page, path: string): Promise<T[]> {
  return (await read<{ data: T[] }>(page, path)).data;
}

type Sending = { method?: "POST" | "PATCH"; of?: string };

/** Send a change of what `of` names, as it was read a moment before. */
async function send<T>(page: Page, path: string, data: object, sending: Sending = {}): Promise<T> {
  const { method = "POST", of } = sending;
  const headers: Record<string, string> = { ...OURS, "Idempotency-Key": randomUUID() };
  if (of) headers["If-Match"] = (await readVersioned(page, of)).etag;
  const answer = await page.request.fetch(`${API}${path}`, { method, headers, data });
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}

async function step(page: Page, path: string, action: string, more: object = {}): Promise<void> {
  await send(page, `${path}/steps`, { action, ...more }, { of: path });
}

/** Let a surge look back a month and ahead two weeks, so that the demonstration's issues make gaps. */
export async function widenSurge(page: Page, { id }: NeedsEvent): Promise<void> {
  const configs = await rows<{ phase: string; version: number }>(
    page,
    `/events/${id}/phase-configs`,
  );
  const surge = configs.find(({ phase }) => phase === "SURGE");
  if (!surge) throw new Error("The event has no windows for a surge.");
  const answer = await page.request.put(`${API}/events/${id}/phase-configs/SURGE`, {
    headers: { ...OURS, "If-Match": `"${surge.version}"` },
    data: {
      ...pick(surge, "safety_factor", "safety_buffer_pct"),
      ...pick(surge, "freshness_threshold_hours", "stale_threshold_hours"),
      demand_window_hours: 720,
      planning_window_hours: 336,
      reason: "Issues are written down once a day",
    },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

function pick(row: object, ...names: string[]): object {
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));
}

const CLAIMS = ["PENDING_APPROVAL", "UNDER_REVIEW", "APPROVED", "IN_PROGRESS"];

/** What other lists have claimed already, as site and item. */
async function claimed(page: Page): Promise<Set<string>> {
  const statuses = CLAIMS.map((status) => `status=${status}`).join("&");
  const lists = await rows<NeedsList>(page, `/needs-lists?limit=200&${statuses}`);
  const found = new Set<string>();
  for (const { id, site_id: site } of lists) {
    const lines = await rows<{ item_id: number }>(page, `/needs-lists/${id}/lines`);
    for (const { item_id: item } of lines) found.add(`${site}:${item}`);
  }
  return found;
}

/** The line that no other list speaks for with the most to get from other sites. */
export async function findGap(page: Page, event: NeedsEvent): Promise<Wanted> {
  const taken = await claimed(page);
  const sites = await rows<{ id: number }>(page, "/sites?freshness=HIGH&active=true");
  const { sites: previews } = await send<{ sites: SitePreview[] }>(page, "/needs-lists/preview", {
    event_id: event.id,
    site_ids: sites.map(({ id }) => id),
    explain: true,
  });
  const [found] = previews
    .flatMap((site) => site.lines.map((line) => ({ site, line })))
    .filter(({ site, line }) => !taken.has(`${site.site_id}:${line.item_id}`))
    .sort((one, other) => transferable(other.line) - transferable(one.line));
  if (!found || transferable(found.line) === 0) {
    throw new Error("No unclaimed item is short where another site could give some.");
  }
  const { site, line } = found;
  return { siteName: site.site_name, line, others: site.lines.length - 1 };
}

/** More than other sites can spare of it: the rest has to be bought. */
export function moreThanThereIs({ explanation }: Gap): number {
  const spare = explanation.inputs.sources.value.map(({ capacity }) => Number(capacity ?? 0));
  return Math.ceil(spare.reduce((sum, one) => sum + one, 0)) + TO_BUY;
}

const TO_BUY = 20;

const transferable = ({ allocations }: Gap) =>
  allocations.reduce((sum, part) => sum + (part.horizon === "A" ? Number(part.quantity) : 0), 0);

/** Forget what an earlier run left in the wizard. */
export async function forgetWizard(page: Page): Promise<void> {
  const { etag } = await readVersioned(page, "/needs-lists/wizard");
  const answer = await page.request.delete(`${API}/needs-lists/wizard`, {
    headers: { ...OURS, "If-Match": etag },
  });
  expect(answer.ok(), `DELETE wizard: ${answer.status()}`).toBe(true);
}

/** Approve, through whoever the document itself allows to. */
async function approveDocument(path: string, deciders: readonly Page[]): Promise<void> {
  for (const page of deciders) {
    const { actions } = await read<{ actions: string[] }>(page, path);
    if (actions.includes("approve")) await step(page, path, "approve");
  }
}

/** The transfers of a list, on the road. */
export async function sendTransfers(cast: Cast, list: Numbered): Promise<Transfer[]> {
  const transfers = await rows<Transfer>(cast.officer, `/transfers?needs_list_id=${list.id}`);
  for (const { id } of transfers) {
    const path = `/transfers/${id}`;
    await step(cast.officer, path, "submit");
    await approveDocument(path, [cast.manager, cast.approver]);
    await step(cast.officer, path, "dispatch");
  }
  return transfers;
}

/** The procurements of a list, ordered and shipped. */
export async function orderProcurements(cast: Cast, list: Numbered): Promise<Procurement[]> {
  const drafts = await rows<Procurement>(cast.officer, `/procurements?needs_list_id=${list.id}`);
  for (const { id, supplier_id: supplier, procurement_no: number } of drafts) {
    const path = `/procurements/${id}`;
    if (supplier === null) await nameSupplier(cast.officer, path);
    await step(cast.officer, path, "submit");
    await approveDocument(path, [cast.manager, cast.approver]);
    await step(cast.officer, path, "order", { po_number: `PO-${number}` });
    await step(cast.officer, path, "ship");
  }
  return Promise.all(
    drafts.map(({ id }) => read<Procurement>(cast.officer, `/procurements/${id}`)),
  );
}

async function nameSupplier(page: Page, path: string): Promise<void> {
  const [supplier] = await rows<{ id: number }>(page, "/suppliers?limit=1&sort=name");
  if (!supplier) throw new Error("There is no supplier to order from.");
  await send(page, path, { supplier_id: supplier.id }, { method: "PATCH", of: path });
}
