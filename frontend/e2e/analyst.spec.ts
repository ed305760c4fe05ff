import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./accounts";

/** Records of a CSV: a line break inside quotes does not end one. */
function countRecords(text: string): number {
  let records = 0;
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === "\n" && !isQuoted) records += 1;
  }
  return text.endsWith("\n") ? records : records + 1;
}

async function totalShown(page: Page): Promise<number> {
  const range = page.getByText(/^[\d,]+–[\d,]+ of [\d,]+$/);
  const [, total = ""] = (await range.innerText()).split(" of ");
  return Number(total.replaceAll(",", ""));
}

test("an analyst filters materials and gets exactly those rows as CSV", async ({ open }) => {
  const page = await open("ANALYST");
  await page.goto("/materials");
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  const before = await totalShown(page);

  await page.getByRole("combobox", { name: "ABC" }).click();
  await page.getByRole("option", { name: "C", exact: true }).click();
  await expect(page).toHaveURL(/abc=C/);
  await expect.poll(() => totalShown(page)).toBeLessThan(before);
  const total = await totalShown(page);
  expect(total).toBeGreaterThan(0);

  const answer = await page.request.get("/api/v1/items?abc_class=C&limit=1");
  const { meta } = (await answer.json()) as { meta: { total: number } };
  expect(total).toBe(meta.total);

  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  const text = readFileSync(await (await waiting).path(), "utf8");
  expect(countRecords(text) - 1).toBe(total);
});

test("sorting and columns are the reader's choice", async ({ open }) => {
  const page = await open("ANALYST");
  await page.goto("/materials");
  await page.getByRole("button", { name: "Unit cost" }).click();
  await expect(page).toHaveURL(/sort=unit_cost/);
  await expect(page.getByRole("columnheader", { name: "Unit cost" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Category" }).check();
  await expect(page.getByRole("columnheader", { name: "Category" })).toBeVisible();
});

test("the palette finds an item by its SKU and opens it", async ({ open }) => {
  const page = await open("ANALYST");
  await page.goto("/");
  const answer = await page.request.get("/api/v1/items?limit=1");
  const { data } = (await answer.json()) as { data: { sku: string; name: string }[] };
  const [item] = data;
  if (!item) throw new Error("There is no item to look for.");
  await page.getByRole("button", { name: "Search items and pages" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("SKU, name or page").fill(item.sku);
  await page.getByRole("dialog").getByRole("button", { name: item.name }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: item.name })).toBeVisible();
});

test("a forecast shows its ranges, its model and the same figures as a table", async ({ open }) => {
  const page = await open("ANALYST");
  const answer = await page.request.get(
    "/api/v1/items?limit=1&sort=-trailing_quantity&active=true",
  );
  const { data } = (await answer.json()) as { data: { id: number }[] };
  await page.goto(`/materials/${data[0]?.id}/forecasts`);
  await expect(page.getByText("80% range", { exact: true })).toBeVisible();
  await expect(page.getByText("Model", { exact: true })).toBeVisible();
  await page.getByText("Table", { exact: true }).click();
  const table = page.getByRole("region", { name: "Demand and forecast" }).getByRole("table");
  await expect(table.getByRole("columnheader", { name: "80% range, low" })).toBeVisible();
});

test("a recommendation explains itself step by step", async ({ open }) => {
  const page = await open("ANALYST");
  await page.goto("/recommendations?status=OPEN");
  await page
    .getByRole("button", { name: /^(Order|Move|Speed up|Hold) / })
    .first()
    .click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("heading", { name: "What went in" })).toBeVisible();
  await expect(drawer.getByRole("heading", { name: "How it was worked out" })).toBeVisible();
  await expect(drawer.getByText(/Formula version/)).toBeVisible();
});
