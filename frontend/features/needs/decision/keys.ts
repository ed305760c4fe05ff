/** The addresses of this part of the API, for the hooks and for the server that asks first. */
export const NEEDS_LISTS = "/api/v1/needs-lists";
export const NOTICES = "/api/v1/needs-lists/notices";

export function sheetKey(id: number) {
  return [`${NEEDS_LISTS}/${id}/decision-sheet`, {}] as const;
}

export function explanationKey(listId: number, lineId: number) {
  return [`${NEEDS_LISTS}/${listId}/lines/${lineId}/explain`, lineId] as const;
}

export function historyKey(id: number) {
  return [`${NEEDS_LISTS}/${id}/history`, { limit: 500 }] as const;
}
