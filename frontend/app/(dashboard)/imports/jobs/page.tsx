import { Prefetched } from "@/components/prefetched";
import { JobsTable } from "@/features/jobs/jobs-table";
import { prefetch } from "@/lib/api/prefetch";
import { readListState } from "@/lib/list-state";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export default async function JobsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("jobs:job:read");
  const state = readListState(await asParams(searchParams));
  const answers = await prefetch([["/api/v1/jobs", state]]);
  return (
    <Prefetched answers={answers}>
      <JobsTable />
    </Prefetched>
  );
}
