import { Prefetched } from "@/components/prefetched";
import { AuditTable } from "@/features/audit/audit-table";
import { auditQuery, readAuditFilter } from "@/features/audit/filters";
import { prefetch } from "@/lib/api/prefetch";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("audit:log:read");
  const query = auditQuery(readAuditFilter(await asParams(searchParams)));
  const answers = await prefetch([["/api/v1/audit-logs", query]]);
  return (
    <Prefetched answers={answers}>
      <AuditTable />
    </Prefetched>
  );
}
