import { Prefetched } from "@/components/prefetched";
import { readUserFilter, userQuery } from "@/features/access/filters";
import { UsersTable } from "@/features/access/users-table";
import { prefetch } from "@/lib/api/prefetch";
import { asParams, type SearchParams } from "@/lib/page-params";
import { requirePermission } from "@/lib/session/session";

export default async function UsersPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("access:user:read");
  const query = userQuery(readUserFilter(await asParams(searchParams)));
  const answers = await prefetch([
    ["/api/v1/users", query],
    ["/api/v1/roles", {}],
  ]);
  return (
    <Prefetched answers={answers}>
      <UsersTable />
    </Prefetched>
  );
}
