/** The cookies that the API sets at sign-in. Both are httpOnly: only this server reads them. */
export const ACCESS_COOKIE = "qm_access";
export const REFRESH_COOKIE = "qm_refresh";

export function readCookie(header: string | null, name: string): string | null {
  for (const part of (header ?? "").split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return null;
}

/**
 * The API ties its cookies to its own addresses. Our pages are rendered with them too, and this
 * server renews them, so here they belong to the whole site.
 */
export function atRoot(setCookie: string): string {
  return setCookie.replace(/;\s*path=[^;]*/i, "; Path=/");
}

/** Lay the cookies of `Set-Cookie` lines over a `Cookie` header, as the browser will. */
export function mergeCookies(header: string | null, setCookies: readonly string[]): string {
  const jar = new Map<string, string>();
  for (const part of (header ?? "").split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key) jar.set(key, value.join("="));
  }
  for (const line of setCookies) {
    const [pair = ""] = line.split(";");
    const [key = "", ...value] = pair.trim().split("=");
    if (/;\s*max-age=0\b/i.test(line) || value.join("=") === "") jar.delete(key);
    else jar.set(key, value.join("="));
  }
  return [...jar].map(([key, value]) => `${key}=${value}`).join("; ");
}

/** Seconds until an access token ends; nothing is verified here, the API does that. */
export function secondsLeft(token: string | null, now = Date.now()): number {
  const payload = token?.split(".")[1];
  if (!payload) return 0;
  try {
    const text = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    const { exp } = JSON.parse(text) as { exp?: number };
    return typeof exp === "number" ? exp - now / 1000 : 0;
  } catch {
    return 0;
  }
}
