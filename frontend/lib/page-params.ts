export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The parameters of a page as the same object that the browser reads them from. */
export async function asParams(searchParams: SearchParams): Promise<URLSearchParams> {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) params.set(name, first);
  }
  return params;
}
