import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, heightAt, test } from "./accounts";
import { PAGES, type PageUnderTest } from "./pages";

const SHOTS = process.env.SCREENSHOTS === "1";
const FOLDER = "../docs/screenshots";
const WIDTHS = [1440, 390] as const;

async function visit(page: Page, { path, heading }: PageUnderTest): Promise<void> {
  await page.goto(await addressOf(page, path));
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  await settle(page);
}

/**
 * What the words of an address stand for: the busiest item, the list that waits for a decision.
 * Of what journeys make more of it is the first that there was.
 */
const FIRSTS = {
  ITEM: "/api/v1/items?limit=1&sort=-trailing_quantity",
  SUPPLIER: "/api/v1/suppliers?limit=1&sort=-open_orders",
  EVENT: "/api/v1/events?limit=1&sort=id",
  TRANSFER: "/api/v1/transfers?limit=1&sort=id",
  DONATION: "/api/v1/donations?limit=1&sort=id",
  PROCUREMENT: "/api/v1/procurements?limit=1&status=PARTIAL_RECEIVED&sort=id",
  LIST: "/api/v1/needs-lists?limit=1&status=PENDING_APPROVAL&sort=id",
};

async function addressOf(page: Page, path: string): Promise<string> {
  for (const [word, list] of Object.entries(FIRSTS)) {
    if (path.includes(word)) return path.replace(word, await firstOf(page, list));
  }
  return path;
}

async function firstOf(page: Page, list: string): Promise<string> {
  const answer = await page.request.get(list);
  const { data } = (await answer.json()) as { data: { id: number }[] };
  expect(data, `rows of ${list}`).not.toHaveLength(0);
  return String(data[0]?.id);
}

/** Nothing loads any more: no skeleton is left, and no row is faint because newer ones may come. */
async function settle(page: Page): Promise<void> {
  const loading = page.locator('.mantine-Skeleton-root, [aria-busy="true"]');
  await expect(loading).toHaveCount(0, { timeout: 30_000 });
}

async function expectNoSeriousFinding(page: Page): Promise<void> {
  // In a page without frames axe finds the same when it ends its work there instead of carrying all
  // of it to a second page, and when it describes nothing but violations: in a third of the time.
  expect(page.frames(), "frames, which would not be looked into").toHaveLength(1);
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .setLegacyMode()
    .analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  expect(serious).toEqual([]);
}

/** Nothing reaches beyond the right edge, once the page has taken the width. */
async function expectToFit(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), {
      message: "pixels beyond the right edge",
    })
    .toBeLessThanOrEqual(0);
}

for (const entry of PAGES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${entry.name} is accessible in ${colorScheme} and fits every width`, async ({ open }) => {
      test.slow();
      const page = await open("ADMIN", { colorScheme });
      await visit(page, entry);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: heightAt(width) });
        await settle(page);
        await expectToFit(page);
        await expectNoSeriousFinding(page);
        if (SHOTS) {
          const path = `${FOLDER}/${entry.name}-${colorScheme}-${width}.png`;
          await page.screenshot({ path, animations: "disabled" });
        }
      }
    });
  }
}

test("sign-in is accessible and asks nobody to guess", async ({ browser }) => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of WIDTHS) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 } });
      const page = await context.newPage();
      await page.goto("/login");
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
      await expectToFit(page);
      await expectNoSeriousFinding(page);
      if (SHOTS) await page.screenshot({ path: `${FOLDER}/sign-in-${colorScheme}-${width}.png` });
      await context.close();
    }
  }
});
