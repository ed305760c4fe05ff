// Runs Lighthouse on a page several times, signed in, and prints scores and sizes as JSON.
// Reads BASE_URL, CREDENTIALS_FILE, CHROMIUM_PATH, ROUNDS, PORT; scripts/bench/pages.py starts it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import lighthouse, { desktopConfig } from "lighthouse";
import { signIn } from "./sign-in.mjs";

const base = process.env.BASE_URL ?? "http://localhost:3000";
const rounds = Number(process.env.ROUNDS ?? 5);
const port = Number(process.env.PORT);

function measured({ categories, audits }, named) {
  const failed = categories.accessibility.auditRefs
    .map(({ id }) => audits[id])
    .filter(({ score }) => score !== null && score < 1);
  const requests = audits["network-requests"].details.items;
  const scripts = requests.filter(({ resourceType }) => resourceType === "Script");
  const size = (some) => some.reduce((sum, { transferSize }) => sum + transferSize, 0);
  return {
    performance: 100 * categories.performance.score,
    accessibility: 100 * categories.accessibility.score,
    largest: audits["largest-contentful-paint"].numericValue,
    blocked: audits["total-blocking-time"].numericValue,
    shifted: audits["cumulative-layout-shift"].numericValue,
    // What the page itself names; the rest is fetched when it stands, for charts and other pages.
    script: size(scripts.filter(({ url }) => named.has(new URL(url).pathname))),
    fetched: size(scripts),
    failed: failed.map(({ id, details }) => {
      const where = (details?.items ?? []).map(({ node }) => node?.selector ?? "");
      return `${id} (${where.join("; ")})`;
    }),
  };
}

const profile = mkdtempSync(join(tmpdir(), "quartermaster-lighthouse-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM_PATH,
  args: ["--no-sandbox", "--disable-quic", `--remote-debugging-port=${port}`],
  locale: "en",
});
try {
  await signIn(context, base);
  // A reset would sign out; what is cached goes all the same, for a first visit is measured.
  const settings = {
    port,
    disableStorageReset: true,
    onlyCategories: ["performance", "accessibility"],
  };
  const html = await (await context.request.get(`${base}/`)).text();
  const named = new Set(
    [...html.matchAll(/<script[^>]*? src="([^"]+)"/g)].map(
      ([, src]) => new URL(src, base).pathname,
    ),
  );
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const results = [];
  for (let round = 0; round < rounds; round += 1) {
    await session.send("Network.clearBrowserCache");
    const { lhr } = await lighthouse(`${base}/`, settings, desktopConfig);
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    if (new URL(lhr.finalDisplayedUrl).pathname !== "/") {
      throw new Error(`The page that was measured is ${lhr.finalDisplayedUrl}.`);
    }
    results.push(measured(lhr, named));
  }
  process.stdout.write(JSON.stringify(results));
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
