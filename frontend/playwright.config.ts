import { defineConfig } from "@playwright/test";

const PAGES = "every-page.spec.ts";
const SURGE = "responder.spec.ts";

/**
 * The journeys run against a stack that is already up: BASE_URL, with accounts from a file.
 *
 * Two workers share it. Projects start in this order: the pages are looked at before a journey
 * changes what they show, and the longest journey is not the last to start.
 */
export default defineConfig({
  testDir: "./e2e",
  timeout: 60_000,
  expect: { timeout: 15_000 },
  fullyParallel: false,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  projects: [
    {
      name: "pages",
      testMatch: PAGES,
      // They only read, so any two may run side by side.
      fullyParallel: true,
      // What is wrong with a page its picture and the finding say; to record each takes longer
      // than to look at it.
      use: { trace: "off", screenshot: "only-on-failure" },
    },
    { name: "surge", testMatch: SURGE },
    { name: "journeys", testIgnore: [PAGES, SURGE] },
  ],
  use: {
    baseURL: process.env.BASE_URL ?? "http://127.0.0.1:3000",
    // A stack that signs its certificate itself says so.
    ignoreHTTPSErrors: process.env.OWN_CERTIFICATE === "1",
    locale: "en-US",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
    },
  },
});
