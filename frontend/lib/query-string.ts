export type QueryValue = string | number | boolean | null | undefined | readonly string[];

export function toQueryString(query: Record<string, QueryValue>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") continue;
    if (Array.isArray(value)) for (const part of value) params.append(name, part);
    else params.set(name, String(value));
  }
  return params.toString();
}

/** The same list as a file: same filters, same sort, every row. */
export function csvHref(path: string, query: Record<string, QueryValue>): string {
  const rest = { ...query, limit: undefined, offset: undefined };
  return `${path}?${toQueryString({ ...rest, format: "csv" })}`;
}
