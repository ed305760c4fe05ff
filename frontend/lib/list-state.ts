/** How a list is cut and sorted, as it stands in the address. */
export type ListState = { limit: number; offset: number; sort: string | undefined };

export const PAGE_SIZES = [25, 50, 100] as const;
const DEFAULT_SIZE = 50;

type Readable = { get(name: string): string | null };

export function readListState(params: Readable): ListState {
  const limit = Number(params.get("limit"));
  const offset = Number(params.get("offset"));
  return {
    limit: PAGE_SIZES.some((size) => size === limit) ? limit : DEFAULT_SIZE,
    offset: Number.isInteger(offset) && offset > 0 ? offset : 0,
    sort: params.get("sort") ?? undefined,
  };
}

const NO_FILTERS = new Set(["limit", "offset", "sort"]);

/** What takes every filter of a list out of the address; null while none is set. */
export function withoutFilters(state: ListState): Record<string, null> | null {
  const set = Object.entries(state).filter(
    ([name, value]) => !NO_FILTERS.has(name) && value !== undefined,
  );
  if (set.length === 0) return null;
  return Object.fromEntries([...set.map(([name]) => [name, null]), ["offset", null]]);
}

export type Direction = "ascending" | "descending" | "none";

export function directionOf(sort: string | undefined, key: string): Direction {
  const first = sort?.split(",")[0];
  if (first === key) return "ascending";
  return first === `-${key}` ? "descending" : "none";
}

/** A click goes up, down, and back to the order of the server. */
export function nextSort(sort: string | undefined, key: string): string | undefined {
  const direction = directionOf(sort, key);
  if (direction === "none") return key;
  return direction === "ascending" ? `-${key}` : undefined;
}

/** One of the allowed values, or nothing: an address can hold anything. */
export function oneOf<T extends string>(
  value: string | null | undefined,
  allowed: readonly T[],
): T | undefined {
  return allowed.find((candidate) => candidate === value);
}

export function positiveId(value: string | null | undefined): number | undefined {
  const id = Number(value);
  return value && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}
