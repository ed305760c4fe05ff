import type { AlertQuery } from "@/lib/api/schema-names";

/** What the dashboard shows; the server asks the same before the page is sent. */
export function openAlertsQuery(site: number | undefined): AlertQuery {
  return { status: ["OPEN"], sort: "-level,-opened_at", limit: 6, site_id: site };
}
