import { Prefetched } from "@/components/prefetched";
import { RolesList } from "@/features/access/roles-list";
import { prefetch } from "@/lib/api/prefetch";
import { requirePermission } from "@/lib/session/session";

export default async function RolesPage() {
  await requirePermission("access:role:read");
  const answers = await prefetch([["/api/v1/roles", {}]]);
  return (
    <Prefetched answers={answers}>
      <RolesList />
    </Prefetched>
  );
}
