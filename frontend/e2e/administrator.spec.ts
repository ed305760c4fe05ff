import { expect, signIn, test } from "./accounts";

test("an administrator adds a user, who can sign in with the shown password", async ({
  open,
  browser,
}) => {
  const page = await open("ADMIN");
  const username = `journey.${Date.now().toString(36)}`;
  await page.goto("/administration");
  await page.getByRole("button", { name: "New user" }).click();
  const form = page.getByRole("dialog", { name: "New user" });
  await form.getByRole("button", { name: "Create" }).click();
  await expect(form.getByText("Fill in this field.")).toBeVisible();
  await form.getByLabel("User name").fill(username);
  await form.getByLabel("Full name").fill("Journey Person");
  await form.getByRole("button", { name: "Create" }).click();

  const shown = page.getByRole("dialog", { name: "Journey Person was created" });
  const password = (await shown.getByLabel("New password").innerText()).trim();
  expect(password.length).toBeGreaterThanOrEqual(8);
  await shown.getByRole("button", { name: "Close" }).last().click();
  await page.getByLabel("Name", { exact: true }).fill(username);
  await expect(page.getByRole("cell", { name: username })).toBeVisible();

  const other = await browser.newContext();
  const theirs = await other.newPage();
  await signIn(theirs, { username, password });
  await expect(theirs.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
  await other.close();
});

test("an administrator deactivates a user, and the audit log says so", async ({ open }) => {
  const page = await open("ADMIN");
  const username = `leaver.${Date.now().toString(36)}`;
  const made = await page.request.post("/api/v1/users", {
    headers: { "X-Requested-With": "test" },
    data: { username, full_name: "Leaving Person", roles: ["VIEWER"] },
  });
  expect(made.status()).toBe(201);
  await page.goto(`/administration?q=${username}`);
  await page.getByRole("button", { name: "Actions for Leaving Person" }).click();
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  await page
    .getByRole("dialog", { name: "Deactivate Leaving Person?" })
    .getByRole("button", { name: "Deactivate" })
    .click();
  await expect(page.getByRole("cell", { name: "Deactivated" })).toBeVisible();

  await page.goto("/administration/audit?entity=user&sort=-at");
  await page.getByRole("button", { name: "Show" }).first().click();
  await expect(page.getByRole("dialog").getByText("Before")).toBeVisible();
});

test("a dry run reports without writing", async ({ open }) => {
  const page = await open("ADMIN");
  await page.goto("/imports");
  const attempt = page.getByRole("button", { name: "Try", exact: true });
  // The labelled button opens the browser's own picker, which no test can see.
  await page.locator('input[type="file"][accept*=".csv"]').setInputFiles({
    name: "items.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("sku,name,unit_cost\nJRN-1,Journey item,2.50\nJRN-2,Broken item,abc\n"),
  });
  await expect(attempt).toBeEnabled();
  await attempt.click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText("This was a dry run: nothing was written.")).toBeVisible();
  await expect(drawer.getByText(/Done|Failed/)).toBeVisible({ timeout: 45_000 });
  const answer = await page.request.get("/api/v1/items?q=JRN-1");
  const { meta } = (await answer.json()) as { meta: { total: number } };
  expect(meta.total).toBe(0);
});
