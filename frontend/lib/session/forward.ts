import "server-only";
import { apiUrl } from "@/lib/env";
import { atRoot } from "./cookies";
import { needsRenewal, renew, type Renewal } from "./refresh";

// They describe one connection, not the message, so they must not cross to the next one. `fetch`
// has already decoded the body, hence content-encoding and content-length of the answer go too.
const HOP_BY_HOP = ["connection", "host", "keep-alive", "te", "transfer-encoding", "upgrade"];
const OF_THE_ENCODING = ["content-encoding", "content-length", "transfer-encoding", "connection"];
const AUTH_PATH = "/api/v1/auth/session";

export async function forward(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const cookie = request.headers.get("cookie");
  const signsInOrOut = url.pathname.startsWith(AUTH_PATH);
  const body = await replayable(request);

  let renewal: Renewal | null = null;
  if (!signsInOrOut && needsRenewal(cookie)) renewal = await renew(request.headers);
  let answer = await send(request, url, body, renewal?.cookie ?? cookie);

  const mayRetry = answer?.status === 401 && !signsInOrOut && !renewal;
  if (mayRetry && !(body instanceof ReadableStream)) {
    renewal = await renew(request.headers);
    if (renewal) answer = await send(request, url, body, renewal.cookie);
  }
  return answer ? respond(answer, renewal) : unreachable(url.pathname);
}

/** Small JSON bodies are kept so that they can be sent again; uploads stream through. */
async function replayable(request: Request): Promise<BodyInit | null> {
  if (!request.body || request.method === "GET" || request.method === "HEAD") return null;
  const isJson = request.headers.get("content-type")?.startsWith("application/json");
  return isJson ? await request.text() : request.body;
}

async function send(request: Request, url: URL, body: BodyInit | null, cookie: string | null) {
  const headers = new Headers(request.headers);
  for (const name of HOP_BY_HOP) headers.delete(name);
  if (cookie) headers.set("cookie", cookie);
  try {
    return await fetch(apiUrl() + url.pathname + url.search, {
      method: request.method,
      headers,
      body,
      redirect: "manual",
      cache: "no-store",
      // Node sends a streamed body only when told that the answer comes after it.
      ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
    });
  } catch {
    return null;
  }
}

function respond(answer: Response, renewal: Renewal | null): Response {
  const headers = new Headers(answer.headers);
  for (const name of OF_THE_ENCODING) headers.delete(name);
  const own = answer.headers.getSetCookie().map(atRoot);
  headers.delete("set-cookie");
  for (const line of [...(renewal?.setCookies ?? []), ...own]) headers.append("set-cookie", line);
  return new Response(answer.body, { status: answer.status, headers });
}

function unreachable(instance: string): Response {
  const problem = {
    type: "about:blank",
    title: "Bad Gateway",
    status: 502,
    code: "api_unreachable",
    detail: "The API does not answer. Try again in a moment.",
    instance,
  };
  return Response.json(problem, {
    status: 502,
    headers: { "content-type": "application/problem+json" },
  });
}
