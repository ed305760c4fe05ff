import "server-only";
import { headers } from "next/headers";
import { unstable_serialize } from "swr";
import { apiUrl } from "@/lib/env";
import { toQueryString, type QueryValue } from "@/lib/query-string";

/** What a hook asks for, as its SWR key: an address and its parameters. */
export type Wanted = readonly [path: string, query: Record<string, QueryValue>];

/**
 * Fetch the first answers while the page renders, so that it arrives with its figures. Whatever
 * fails here is simply asked again by the browser, which shows the error where it belongs.
 */
export async function prefetch(wanted: readonly Wanted[]): Promise<Record<string, unknown>> {
  const cookie = (await headers()).get("cookie") ?? "";
  const answers = await Promise.all(wanted.map((key) => ask(key, cookie)));
  const known = wanted.flatMap((key, index): [string, unknown][] =>
    answers[index] === undefined ? [] : [[unstable_serialize(key), answers[index]]],
  );
  return Object.fromEntries(known);
}

async function ask([path, query]: Wanted, cookie: string): Promise<unknown> {
  const parameters = toQueryString(query);
  try {
    const answer = await fetch(`${apiUrl()}${path}${parameters ? `?${parameters}` : ""}`, {
      headers: { cookie },
      cache: "no-store",
    });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}
