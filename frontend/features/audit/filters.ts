import type { AuditQuery } from "@/lib/api/schema-names";
import { addDays } from "@/lib/dates";
import { readListState, type ListState } from "@/lib/list-state";
import { readDay } from "@/lib/series-filter";

export type AuditFilter = ListState & {
  actor: string | undefined;
  action: string | undefined;
  entity: string | undefined;
  start: string | undefined;
  end: string | undefined;
};

export function readAuditFilter(params: { get(name: string): string | null }): AuditFilter {
  return {
    ...readListState(params),
    actor: params.get("actor") ?? undefined,
    action: params.get("action") ?? undefined,
    entity: params.get("entity") ?? undefined,
    start: readDay(params.get("start")),
    end: readDay(params.get("end")),
  };
}

/** Both days belong to the range; the API leaves the moment `until` itself out. */
export function auditQuery({ start, end, ...rest }: AuditFilter): AuditQuery {
  return {
    ...rest,
    since: start && `${start}T00:00:00Z`,
    until: end && `${addDays(end, 1)}T00:00:00Z`,
  };
}
