/** A list as the server answers it, and what became of asking; what `useSWR` returns fits. */
export type ListAnswer<Row> = {
  data?: { data: readonly Row[]; meta: { total: number } };
  error?: unknown;
  isLoading: boolean;
  mutate: () => unknown;
};

/** Give rows that have no `id` of their own the one that the table tells them apart by. */
export function withIds<Row extends object>(
  answer: ListAnswer<Row>,
  idOf: (row: Row, index: number) => number,
): ListAnswer<Row & { id: number }> {
  const { data, error, isLoading, mutate } = answer;
  const rows = data?.data.map((row, index) => ({ ...row, id: idOf(row, index) }));
  return { data: data && rows && { data: rows, meta: data.meta }, error, isLoading, mutate };
}
