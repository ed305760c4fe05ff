import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type {
  NewTransfer,
  TransferOverride,
  TransferQuery,
  TransferStep,
} from "@/lib/api/schema-names";
import { ifMatch } from "@/lib/api/use-save";

export const TRANSFERS = "/api/v1/transfers";
const RECEIPTS = "/api/v1/goods-receipts";

export function useTransfers(query: TransferQuery) {
  return useSWR([TRANSFERS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

/** The lines of a transfer are shown whole; no transfer has more. */
export const ALL_LINES = { limit: 200, offset: 0 } as const;

const at = (id: number) => ({ path: { transfer_id: id } });

export function useTransfer(id: number) {
  return useSWR([`${TRANSFERS}/${id}`, {}] as const, () =>
    unwrap(api.GET("/api/v1/transfers/{transfer_id}", { params: at(id) })),
  );
}

export function useTransferLines(id: number) {
  return useSWR([`${TRANSFERS}/${id}/lines`, ALL_LINES] as const, ([, query]) =>
    unwrap(api.GET("/api/v1/transfers/{transfer_id}/lines", { params: { ...at(id), query } })),
  );
}

export function useTransferLots(id: number) {
  return useSWR([`${TRANSFERS}/${id}/lots`, {}] as const, () =>
    unwrap(api.GET("/api/v1/transfers/{transfer_id}/lots", { params: at(id) })),
  );
}

/** The key begins with the transfer's address, so that a step asks for its notes again too. */
export function useGoodsReceipts(id: number) {
  return useSWR([`${TRANSFERS}/${id}/receipts`, {}] as const, () =>
    unwrap(api.GET(RECEIPTS, { params: { query: { transfer_id: id, limit: 100, offset: 0 } } })),
  );
}

export function moveTransfer(id: number, version: number, key: string, step: TransferStep) {
  return unwrap(
    api.POST("/api/v1/transfers/{transfer_id}/steps", {
      params: { ...at(id), header: { ...ifMatch(version), "Idempotency-Key": key } },
      body: step,
    }),
  );
}

export function overrideLots(id: number, version: number, key: string, wish: TransferOverride) {
  return unwrap(
    api.POST("/api/v1/transfers/{transfer_id}/override", {
      params: { ...at(id), header: { ...ifMatch(version), "Idempotency-Key": key } },
      body: wish,
    }),
  );
}

export function createTransfer(key: string, draft: NewTransfer) {
  return unwrap(
    api.POST(TRANSFERS, { params: { header: { "Idempotency-Key": key } }, body: draft }),
  );
}

export function useItemSearch(q: string) {
  const query = { q: q || undefined, limit: 25, offset: 0, sort: "sku" };
  return useSWR(["/api/v1/items", query] as const, ([path, asked]) =>
    unwrap(api.GET(path, { params: { query: asked } })),
  );
}

export const waybillHref = (id: number) => `${TRANSFERS}/${id}/waybill.pdf`;
export const receiptHref = (id: number) => `${RECEIPTS}/${id}/note.pdf`;
