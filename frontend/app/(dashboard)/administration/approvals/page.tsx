import { Stack } from "@mantine/core";
import { Prefetched } from "@/components/prefetched";
import { DelegationsPanel } from "@/features/needs/approval-policy/delegations-panel";
import { PoliciesPanel } from "@/features/needs/approval-policy/policies-panel";
import { DELEGATIONS, POLICIES, WHOLE } from "@/features/needs/approval-policy/keys";
import { prefetch } from "@/lib/api/prefetch";
import { requirePermission } from "@/lib/session/session";

export default async function ApprovalsPage() {
  const me = await requirePermission("needs:approval_policy:read");
  const answers = await prefetch([
    [POLICIES, WHOLE],
    [DELEGATIONS, WHOLE],
  ]);
  return (
    <Prefetched answers={answers}>
      <Stack gap="md">
        <PoliciesPanel />
        <DelegationsPanel userId={me.id} />
      </Stack>
    </Prefetched>
  );
}
