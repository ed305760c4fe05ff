import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type {
  PurchaseChange,
  PurchaseDetail,
  PurchaseDraft,
  PurchaseQuery,
  PurchaseReceipt,
  PurchaseStep,
} from "@/lib/api/schema-names";
import { ifMatch } from "@/lib/api/use-save";

export const PURCHASES = "/api/v1/procurements";
const ONE = "/api/v1/procurements/{procurement_id}";

export function usePurchases(query: PurchaseQuery) {
  return useSWR([PURCHASES, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

/** One procurement; the page was sent with `first`, which later answers replace. */
export function usePurchase(first: PurchaseDetail) {
  return useSWR(
    [`${PURCHASES}/${first.id}`, {}] as const,
    () => unwrap(api.GET(ONE, { params: { path: { procurement_id: first.id } } })),
    { fallbackData: first },
  );
}

export function createPurchase(draft: PurchaseDraft, key: string) {
  const header = { "Idempotency-Key": key };
  return unwrap(api.POST(PURCHASES, { params: { header }, body: draft }));
}

/** Only what changed is sent: the API takes a field that is left out as it is. */
export function changePurchase(id: number, version: number, change: Partial<PurchaseChange>) {
  return unwrap(
    api.PATCH(ONE, {
      params: { path: { procurement_id: id }, header: ifMatch(version) },
      body: change as PurchaseChange,
    }),
  );
}

export function stepPurchase(id: number, version: number, step: PurchaseStep, key: string) {
  return unwrap(
    api.POST("/api/v1/procurements/{procurement_id}/steps", {
      params: {
        path: { procurement_id: id },
        header: { ...ifMatch(version), "Idempotency-Key": key },
      },
      body: step,
    }),
  );
}

export function receivePurchase(
  id: number,
  version: number,
  receipt: PurchaseReceipt,
  key: string,
) {
  return unwrap(
    api.POST("/api/v1/procurements/{procurement_id}/receipts", {
      params: {
        path: { procurement_id: id },
        header: { ...ifMatch(version), "Idempotency-Key": key },
      },
      body: receipt,
    }),
  );
}
