import { expect, test } from "./accounts";

const HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
};

test("a page runs no script that was put into it", async ({ page }) => {
  const answer = await page.goto("/login");
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(/script-src ([^;]+)/.exec(policy)?.[1]).not.toContain("unsafe");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  const ran = await page.evaluate(() => {
    const planted = document.createElement("img");
    planted.setAttribute("onerror", "window.planted = true");
    planted.src = "data:,";
    document.body.append(planted);
    return new Promise<boolean>((resolve) => {
      setTimeout(() => resolve("planted" in window), 500);
    });
  });
  expect(ran).toBe(false);
});

test("pages, files and answers say how they may be used", async ({ request }) => {
  for (const path of ["/login", "/icon.svg", "/api/v1/health"]) {
    const headers = (await request.get(path)).headers();
    for (const [name, value] of Object.entries(HEADERS)) {
      const allowed = name === "referrer-policy" ? /^(same-origin|no-referrer)$/ : value;
      expect(headers[name], `${name} of ${path}`).toMatch(allowed);
    }
  }
});
