import "server-only";
import { apiUrl } from "@/lib/env";
import {
  ACCESS_COOKIE,
  atRoot,
  mergeCookies,
  readCookie,
  REFRESH_COOKIE,
  secondsLeft,
} from "./cookies";

export type Renewal = { setCookies: string[]; cookie: string };

/** How long a finished refresh still answers requests that carry the old token. */
const KEEP_MS = 30_000;
/** Renew this long before the end, so that a request never dies on its way. */
const MARGIN_SECONDS = 20;

// A refresh token works once: presenting it twice revokes the whole family. Requests of one page
// arrive together and carry the same token, so they must share one call. The map hangs on
// globalThis because the proxy and the route handlers are bundled apart.
const KEY = Symbol.for("quartermaster.refreshes");
type Holder = { [KEY]?: Map<string, Promise<string[] | null>> };
const holder = globalThis as Holder;
const running = (holder[KEY] ??= new Map());

export function needsRenewal(cookie: string | null): boolean {
  return (
    readCookie(cookie, REFRESH_COOKIE) !== null &&
    secondsLeft(readCookie(cookie, ACCESS_COOKIE)) < MARGIN_SECONDS
  );
}

export async function renew(request: Headers): Promise<Renewal | null> {
  const cookie = request.get("cookie");
  const token = readCookie(cookie, REFRESH_COOKIE);
  if (!token) return null;
  let call = running.get(token);
  if (!call) {
    call = requestRenewal(token, request.get("x-forwarded-for"));
    running.set(token, call);
    void call.finally(() => setTimeout(() => running.delete(token), KEEP_MS).unref());
  }
  const setCookies = await call;
  return setCookies && { setCookies, cookie: mergeCookies(cookie, setCookies) };
}

async function requestRenewal(token: string, sender: string | null): Promise<string[] | null> {
  try {
    const answer = await fetch(`${apiUrl()}/api/v1/auth/session/refresh`, {
      method: "POST",
      headers: {
        cookie: `${REFRESH_COOKIE}=${token}`,
        "x-requested-with": "quartermaster",
        // The API limits sign-ins by address; without this, all people would share ours.
        ...(sender ? { "x-forwarded-for": sender } : {}),
      },
      cache: "no-store",
    });
    return answer.ok ? answer.headers.getSetCookie().map(atRoot) : null;
  } catch {
    return null;
  }
}
