import { Prefetched } from "@/components/prefetched";
import { ImportsTable } from "@/features/jobs/imports-table";
import { prefetch } from "@/lib/api/prefetch";
import { readListState } from "@/lib/list-state";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export default async function ImportsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("jobs:import:read");
  const state = readListState(await asParams(searchParams));
  const answers = await prefetch([["/api/v1/imports", state]]);
  return (
    <Prefetched answers={answers}>
      <ImportsTable />
    </Prefetched>
  );
}
