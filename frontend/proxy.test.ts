import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "./proxy";

const POLICY = "content-security-policy";

function ask(path: string, headers: Record<string, string> = {}) {
  return proxy(new NextRequest(`http://dashboard.example${path}`, { headers }));
}

function nonceOf(policy: string | null): string | undefined {
  return /'nonce-([^']+)'/.exec(policy ?? "")?.[1];
}

describe("the policy of a page", () => {
  it("lets no inline script run but those with this page's nonce", async () => {
    const policy = (await ask("/login")).headers.get(POLICY) ?? "";
    const scripts = /script-src ([^;]+)/.exec(policy)?.[1];
    expect(scripts).toMatch(/^'self' 'nonce-[A-Za-z0-9+/]{22}=='$/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
  });

  it("is told to the page that renders, whatever the browser sent", async () => {
    const sent = { [POLICY]: "script-src 'nonce-mine'", "x-nonce": "mine" };
    const answer = await ask("/login", sent);
    const nonce = nonceOf(answer.headers.get(POLICY));
    expect(answer.headers.get("x-middleware-request-x-nonce")).toBe(nonce);
    expect(nonceOf(answer.headers.get(`x-middleware-request-${POLICY}`))).toBe(nonce);
    expect(nonce).not.toBe("mine");
  });

  it("has another nonce each time", async () => {
    const answers = await Promise.all([ask("/login"), ask("/login")]);
    const [first, second] = answers.map(({ headers }) => nonceOf(headers.get(POLICY)));
    expect(first).toBeDefined();
    expect(first).not.toBe(second);
  });

  it("also comes with the way to the sign-in page", async () => {
    const answer = await ask("/alerts?level=CRITICAL");
    expect(answer.status).toBe(307);
    expect(answer.headers.get("location")).toMatch(/\/login\?next=%2Falerts%3Flevel%3DCRITICAL$/);
    expect(answer.headers.get(POLICY)).toContain("frame-ancestors 'none'");
  });
});
