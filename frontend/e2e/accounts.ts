import { readFileSync } from "node:fs";
import { test as base, type Browser, type BrowserContext, type Page } from "@playwright/test";

export type RoleName =
  "ADMIN" | "ANALYST" | "VIEWER" | "LOGISTICS_OFFICER" | "LOGISTICS_MANAGER" | "APPROVER";

type Account = { username: string; password: string };

/** Lines of `ROLE username password`, as the run writes them. */
export function accountOf(role: RoleName): Account {
  const file = process.env.CREDENTIALS_FILE;
  if (!file) throw new Error("Set CREDENTIALS_FILE to the file with `ROLE username password`.");
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const [name, username, password] = line.trim().split(/\s+/);
    if (name === role && username && password) return { username, password };
  }
  throw new Error(`${file} has no line for ${role}.`);
}

type SessionState = Awaited<ReturnType<BrowserContext["storageState"]>>;
type Session = { state: SessionState; at: number };

// Well below the life of an access token: a copy of an older session would renew it with a refresh
// token that another copy has used already, and that ends the session for all of them.
const SESSION_MS = 8 * 60_000;
const sessions = new Map<RoleName, Session>();

async function signedIn(browser: Browser, role: RoleName): Promise<SessionState> {
  const known = sessions.get(role);
  if (known && Date.now() - known.at < SESSION_MS) return known.state;
  const context = await browser.newContext({ baseURL: base.info().project.use.baseURL });
  const page = await context.newPage();
  await signIn(page, accountOf(role));
  // One sign-in for each role: the API limits how often an address may try.
  const state = await context.storageState();
  sessions.set(role, { state, at: Date.now() });
  await context.close();
  return state;
}

export async function signIn(page: Page, { username, password }: Account): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/login"));
}

/** How high a screen of this width usually is: a phone's or a desk's. */
export const heightAt = (width: number) => (width < 600 ? 844 : 900);

/**
 * Let `goto` end when the page is alive, as a person would wait for it: a click on what the server
 * drew, before React has taken it over, is lost.
 */
function waitForLife(page: Page): void {
  const go = page.goto.bind(page);
  page.goto = async (url, options) => {
    const response = await go(url, options);
    await page.waitForFunction(() => {
      const parts = [document.body, ...document.querySelectorAll("main, main button")];
      const isTaken = (part: Element) => Object.keys(part).some((key) => key.startsWith("__react"));
      return parts.every(isTaken);
    });
    return response;
  };
}

type OpenOptions = { colorScheme?: "light" | "dark"; width?: number };
type Open = (role: RoleName, options?: OpenOptions) => Promise<Page>;

/** A page of a role, closed with the test; what the browser logs as an error fails the test. */
export const test = base.extend<{ open: Open }>({
  open: async ({ browser }, provide) => {
    const contexts: BrowserContext[] = [];
    const errors: string[] = [];
    await provide(async (role, { colorScheme = "light", width = 1440 } = {}) => {
      const context = await browser.newContext({
        ...base.info().project.use,
        storageState: await signedIn(browser, role),
        viewport: { width, height: heightAt(width) },
        colorScheme,
      });
      contexts.push(context);
      const page = await context.newPage();
      waitForLife(page);
      page.on("pageerror", (error) => errors.push(error.message));
      // What the page's own policy forbids is an error of ours.
      page.on("console", (message) => {
        if (message.text().includes("Content Security Policy")) errors.push(message.text());
      });
      return page;
    });
    for (const context of contexts) await context.close();
    base.expect(errors, "errors in the browser").toEqual([]);
  },
});

export const expect = base.expect;
