import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forward } from "./forward";
import { needsRenewal, renew } from "./refresh";

function jwt(secondsFromNow: number): string {
  const exp = Math.floor(Date.now() / 1000) + secondsFromNow;
  return `h.${btoa(JSON.stringify({ exp }))}.s`;
}

function renewed(token: string): Response {
  const headers = new Headers();
  headers.append("set-cookie", `qm_access=${jwt(900)}; Path=/api; HttpOnly`);
  headers.append("set-cookie", `qm_refresh=${token}; Path=/api/v1/auth/session; HttpOnly`);
  return new Response("{}", { status: 200, headers });
}

const upstream = vi.fn<typeof fetch>();

beforeEach(() => vi.stubGlobal("fetch", upstream));
afterEach(() => {
  vi.unstubAllGlobals();
  upstream.mockReset();
});

describe("renew", () => {
  it("asks once for requests that carry the same token, because it works only once", async () => {
    upstream.mockImplementation(() => Promise.resolve(renewed("second")));
    const headers = new Headers({ cookie: "qm_refresh=first-a" });
    const answers = await Promise.all([renew(headers), renew(headers), renew(headers)]);
    expect(upstream).toHaveBeenCalledTimes(1);
    expect(answers.map((answer) => answer?.cookie.includes("qm_refresh=second"))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("hands the cookies on for the whole site", async () => {
    upstream.mockImplementation(() => Promise.resolve(renewed("x")));
    const answer = await renew(new Headers({ cookie: "qm_refresh=first-b" }));
    expect(answer?.setCookies.every((line) => line.includes("Path=/;"))).toBe(true);
  });

  it("is nothing when the API refuses or does not answer", async () => {
    upstream.mockResolvedValueOnce(new Response("{}", { status: 401 }));
    expect(await renew(new Headers({ cookie: "qm_refresh=used" }))).toBeNull();
    upstream.mockRejectedValueOnce(new TypeError("refused"));
    expect(await renew(new Headers({ cookie: "qm_refresh=down" }))).toBeNull();
  });

  it("is needed only near the end and only with a refresh token", () => {
    expect(needsRenewal(`qm_access=${jwt(600)}; qm_refresh=a`)).toBe(false);
    expect(needsRenewal(`qm_access=${jwt(5)}; qm_refresh=a`)).toBe(true);
    expect(needsRenewal("qm_refresh=a")).toBe(true);
    expect(needsRenewal(`qm_access=${jwt(-5)}`)).toBe(false);
  });
});

describe("forward", () => {
  const address = "http://dashboard.example/api/v1/alerts/1?x=1";

  it("retries once after a 401, with the body that was sent", async () => {
    upstream
      .mockResolvedValueOnce(new Response("{}", { status: 401 }))
      .mockResolvedValueOnce(renewed("next"))
      .mockResolvedValueOnce(Response.json({ ok: true }));
    const request = new Request(address, {
      method: "PATCH",
      headers: {
        cookie: `qm_access=${jwt(600)}; qm_refresh=first-c`,
        "content-type": "application/json",
      },
      body: '{"action":"resolve"}',
    });
    const answer = await forward(request);
    expect(answer.status).toBe(200);
    expect(upstream.mock.calls.map(([url]) => String(url))).toEqual([
      "http://127.0.0.1:5000/api/v1/alerts/1?x=1",
      "http://127.0.0.1:5000/api/v1/auth/session/refresh",
      "http://127.0.0.1:5000/api/v1/alerts/1?x=1",
    ]);
    expect(upstream.mock.calls[2]?.[1]?.body).toBe('{"action":"resolve"}');
    expect(answer.headers.getSetCookie()).toHaveLength(2);
  });

  it("does not renew when somebody signs in with a wrong password", async () => {
    upstream.mockResolvedValueOnce(new Response("{}", { status: 401 }));
    const request = new Request("http://dashboard.example/api/v1/auth/session", {
      method: "POST",
      headers: { cookie: "qm_refresh=old", "content-type": "application/json" },
      body: "{}",
    });
    expect((await forward(request)).status).toBe(401);
    expect(upstream).toHaveBeenCalledTimes(1);
  });

  it("says in a problem document that the API is away", async () => {
    upstream.mockRejectedValueOnce(new TypeError("refused"));
    const answer = await forward(new Request(address));
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ code: "api_unreachable" });
  });
});
