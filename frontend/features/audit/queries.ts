import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type { AuditQuery } from "@/lib/api/schema-names";

export const AUDIT = "/api/v1/audit-logs";

export function useAuditLog(query: AuditQuery) {
  return useSWR([AUDIT, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}
