import { NextResponse, type NextRequest } from "next/server";
import { contentPolicy, newNonce } from "@/lib/security/policy";
import { ACCESS_COOKIE, readCookie, secondsLeft } from "@/lib/session/cookies";
import { needsRenewal, renew, type Renewal } from "@/lib/session/refresh";

const SIGN_IN = "/login";
const POLICY = "content-security-policy";

/** Renew the session before a page renders: a server component cannot set cookies any more. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const cookie = request.headers.get("cookie");
  const renewal = needsRenewal(cookie) ? await renew(request.headers) : null;
  const current = renewal?.cookie ?? cookie;
  const signedIn = secondsLeft(readCookie(current, ACCESS_COOKIE)) > 0;
  const path = request.nextUrl.pathname;
  const nonce = newNonce();
  const policy = contentPolicy(nonce, process.env.NODE_ENV === "development");

  const response =
    !signedIn && path !== SIGN_IN
      ? redirectToSignIn(request)
      : NextResponse.next({ request: { headers: described(request, current, nonce, policy) } });
  response.headers.set(POLICY, policy);
  return keep(response, renewal);
}

/** What the page needs to know. Next.js reads the nonce for its own scripts off the policy. */
function described(
  request: NextRequest,
  cookie: string | null,
  nonce: string,
  policy: string,
): Headers {
  const headers = new Headers(request.headers);
  if (cookie) headers.set("cookie", cookie);
  headers.set("x-pathname", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("x-nonce", nonce);
  headers.set(POLICY, policy);
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
