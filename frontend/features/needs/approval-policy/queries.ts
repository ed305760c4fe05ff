import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type {
  ApprovalPolicyChange,
  ApprovalPolicyDraft,
  DelegationDraft,
} from "@/lib/api/schema-names";
import { ifMatch } from "@/lib/api/use-save";
import { newKey } from "@/lib/idempotency";
import { DELEGATIONS, POLICIES, STAND_INS, WHOLE } from "./keys";

export function usePolicies() {
  return useSWR([POLICIES, WHOLE] as const, ([path, query]) =>
    unwrap(api.GET(path, { params: { query } })),
  );
}

export function useDelegations() {
  return useSWR([DELEGATIONS, WHOLE] as const, ([path, query]) =>
    unwrap(api.GET(path, { params: { query } })),
  );
}

export function useStandIns() {
  return useSWR([STAND_INS, WHOLE] as const, ([path, query]) =>
    unwrap(api.GET(path, { params: { query } })),
  );
}

export function createPolicy(draft: ApprovalPolicyDraft) {
  return unwrap(
    api.POST("/api/v1/approval-policies", {
      params: { header: { "Idempotency-Key": newKey() } },
      body: draft,
    }),
  );
}

/** Only what is sent changes. */
export function changePolicy(id: number, version: number, change: Partial<ApprovalPolicyChange>) {
  return unwrap(
    api.PATCH("/api/v1/approval-policies/{policy_id}", {
      params: { path: { policy_id: id }, header: ifMatch(version) },
      // The contract lists every field with its default, which the generator reads as required.
      body: change as ApprovalPolicyChange,
    }),
  );
}

export function createDelegation(draft: DelegationDraft) {
  return unwrap(
    api.POST("/api/v1/approval-delegations", {
      params: { header: { "Idempotency-Key": newKey() } },
      body: draft,
    }),
  );
}

export function revokeDelegation(id: number, version: number) {
  return unwrap(
    api.POST("/api/v1/approval-delegations/{delegation_id}/revoke", {
      params: { path: { delegation_id: id }, header: ifMatch(version) },
    }),
  );
}
