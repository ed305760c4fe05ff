// Paints a page several times in a fresh tab and prints when its first content stood, as JSON.
// Reads BASE_URL, CREDENTIALS_FILE, CHROMIUM_PATH, ROUNDS; scripts/bench/first_paint.py starts it.
import { chromium } from "@playwright/test";
import { signIn } from "./sign-in.mjs";

const base = process.env.BASE_URL ?? "http://localhost:3000";
const rounds = Number(process.env.ROUNDS ?? 5);

async function paint(context, path) {
  const page = await context.newPage();
  await page.goto(base + path, { waitUntil: "networkidle" });
  const measured = await page.evaluate(async () => {
    const largest = await new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({
        type: "largest-contentful-paint",
        buffered: true,
      });
      setTimeout(() => resolve(0), 2_000);
    });
    const [first] = performance.getEntriesByName("first-contentful-paint");
    return { first: first?.startTime ?? 0, largest };
  });
  await page.close();
  return measured;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
});
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en" });
await signIn(context, base);
// The icon is a file of the same server: what a page costs that needs no data and no program.
const pages = { file: "/icon.svg", dashboard: "/", materials: "/materials", alerts: "/alerts" };
const paints = {};
for (let round = 0; round < rounds; round += 1) {
  for (const [name, path] of Object.entries(pages)) {
    (paints[name] ??= []).push(await paint(context, path));
  }
}
await browser.close();
process.stdout.write(JSON.stringify(paints));
