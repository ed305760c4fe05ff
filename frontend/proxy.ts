import { NextResponse, type NextRequest } from "next/server";
import { ACCESS_COOKIE, readCookie, secondsLeft } from "@/lib/session/cookies";
import { needsRenewal, renew, type Renewal } from "@/lib/session/refresh";

const SIGN_IN = "/login";

/** Renew the session before a page renders: a server component cannot set cookies any more. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const cookie = request.headers.get("cookie");
  const renewal = needsRenewal(cookie) ? await renew(request.headers) : null;
  const current = renewal?.cookie ?? cookie;
  const signedIn = secondsLeft(readCookie(current, ACCESS_COOKIE)) > 0;
  const path = request.nextUrl.pathname;

  if (!signedIn && path !== SIGN_IN) return redirectToSignIn(request);
  return keep(NextResponse.next({ request: { headers: described(request, current) } }), renewal);
}

function described(request: NextRequest, cookie: string | null): Headers {
  const headers = new Headers(request.headers);
  if (cookie) headers.set("cookie", cookie);
  headers.set("x-pathname", request.nextUrl.pathname + request.nextUrl.search);
  return headers;
}

function redirectToSignIn(request: NextRequest): NextResponse {
  const target = new URL(SIGN_IN, request.url);
  const wanted = request.nextUrl.pathname + request.nextUrl.search;
  if (wanted !== "/") target.searchParams.set("next", wanted);
  return NextResponse.redirect(target);
}

function keep(response: NextResponse, renewal: Renewal | null): NextResponse {
  for (const line of renewal?.setCookies ?? []) response.headers.append("set-cookie", line);
  return response;
}

export const config = {
  matcher: ["/((?!api/|_next/|icon.svg|favicon.ico|robots.txt).*)"],
};
