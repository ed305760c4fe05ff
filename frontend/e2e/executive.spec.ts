import { expect, test } from "./accounts";

test("an executive reads the key figures and what they mean", async ({ open }) => {
  const page = await open("VIEWER");
  await page.goto("/");
  const figures = page.getByRole("region", { name: "Key figures" });
  await expect(figures.getByRole("article")).not.toHaveCount(0);

  const stockOuts = figures.getByRole("article", { name: "Stock-out rate" });
  await expect(stockOuts).toContainText(/%|–/);
  await stockOuts.getByRole("button", { name: "How Stock-out rate is made" }).hover();
  await expect(page.getByText(/active stocked item-sites/)).toBeVisible();
});

test("the period stands in the address, and the figures follow it", async ({ open }) => {
  const page = await open("VIEWER");
  await page.goto("/");
  await page.getByText("90 days", { exact: true }).click();
  await expect(page).toHaveURL(/start=\d{4}-\d{2}-\d{2}.*end=\d{4}-\d{2}-\d{2}/);
  await page.reload();
  await expect(page.getByRole("radio", { name: "90 days" })).toBeChecked();
});

test("a viewer finds no button that a viewer may not use", async ({ open }) => {
  const page = await open("VIEWER");
  await page.goto("/alerts?status=ALL");
  await expect(page.getByRole("heading", { name: "Alerts" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Acknowledge" })).toHaveCount(0);
  await page.goto("/recommendations");
  await expect(page.getByRole("heading", { name: "Recommendations" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Accept" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Administration" })).toHaveCount(0);
  await page.goto("/administration");
  await expect(page.getByRole("heading", { name: "Nothing lives here" })).toBeVisible();
});

test("a page that needs a session comes back after signing in", async ({ browser }) => {
  const page = await browser.newPage();
  await page.goto("/alerts?level=CRITICAL");
  await expect(page).toHaveURL(/\/login\?next=%2Falerts%3Flevel%3DCRITICAL/);
  await page.close();
});

test("figures and texts follow the language", async ({ open }) => {
  const page = await open("VIEWER");
  await page.goto("/");
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitem", { name: "Português (Brasil)" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Painel" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "pt-BR");
});
