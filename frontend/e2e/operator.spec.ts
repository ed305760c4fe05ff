import type { Page } from "@playwright/test";
import { expect, test } from "./accounts";

type Alert = { id: number; status: string; note: string | null; promised_at: string | null };

async function alertOf(page: Page, id: number): Promise<Alert> {
  return (await (await page.request.get(`/api/v1/alerts/${id}`)).json()) as Alert;
}

async function firstOpen(page: Page): Promise<number> {
  const answer = await page.request.get(
    "/api/v1/alerts?status=OPEN&limit=1&sort=-level,-opened_at",
  );
  const { data } = (await answer.json()) as { data: Alert[] };
  if (!data[0]) throw new Error("There is no open alert to work on.");
  return data[0].id;
}

test("an operator acknowledges an alert with a note and a promised day", async ({ open }) => {
  const page = await open("ANALYST");
  const id = await firstOpen(page);
  await page.goto(`/alerts?alert=${id}`);
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("button", { name: "Acknowledge" }).click();

  const form = page.getByRole("dialog", { name: "Acknowledge" });
  await form.getByLabel("Note").fill("Supplier called, truck on Monday");
  await form.getByLabel("Promised for").fill("Dec 31, 2099");
  await page.keyboard.press("Tab");
  await form.getByRole("button", { name: "Acknowledge" }).click();

  await expect(page.getByText("1 alert acknowledged")).toBeVisible();
  await expect.poll(async () => (await alertOf(page, id)).status).toBe("ACKNOWLEDGED");
  const stored = await alertOf(page, id);
  expect(stored.note).toBe("Supplier called, truck on Monday");
  expect(stored.promised_at).toMatch(/^(2099-12-31|2100-01-01)/);
  await expect(drawer.getByText("Supplier called, truck on Monday").first()).toBeVisible();
});

test("a second editor sees both versions and loses nothing", async ({ open }) => {
  const page = await open("ANALYST");
  const id = await firstOpen(page);
  await page.goto(`/alerts?alert=${id}`);
  await page.getByRole("dialog").getByRole("button", { name: "Acknowledge" }).click();
  const form = page.getByRole("dialog", { name: "Acknowledge" });
  await form.getByLabel("Note").fill("typed while somebody else was saving");

  const other = await page.request.get(`/api/v1/alerts/${id}`);
  const saved = await page.request.patch(`/api/v1/alerts/${id}`, {
    headers: { "If-Match": other.headers().etag ?? "", "X-Requested-With": "test" },
    data: { action: "acknowledge", note: "saved first" },
  });
  expect(saved.status()).toBe(200);

  await form.getByRole("button", { name: "Acknowledge" }).click();
  const conflict = page.getByRole("dialog", { name: "Somebody saved before you" });
  await expect(conflict.getByRole("cell", { name: "saved first" })).toBeVisible();
  await conflict.getByRole("button", { name: "Back to my text" }).click();
  await expect(form.getByLabel("Note")).toHaveValue("typed while somebody else was saving");

  await form.getByRole("button", { name: "Acknowledge" }).click();
  await conflict.getByRole("button", { name: "Save mine" }).click();
  await expect
    .poll(async () => (await alertOf(page, id)).note)
    .toBe("typed while somebody else was saving");
});

test("several alerts are snoozed at once", async ({ open }) => {
  const page = await open("ANALYST");
  await page.goto("/alerts?status=OPEN");
  const boxes = page.getByRole("checkbox", { name: /^Select row/ });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  const toolbar = page.getByRole("toolbar", { name: "Actions for the selected alerts" });
  await toolbar.getByRole("button", { name: "Snooze" }).click();
  const form = page.getByRole("dialog", { name: "Snooze" });
  await form.getByLabel("until it gets worse").check();
  await form.getByRole("button", { name: "Snooze" }).click();
  await expect(page.getByText("2 alerts snoozed")).toBeVisible();
});

test("a recommendation is rejected with a reason, and taken back", async ({ open }) => {
  const page = await open("ANALYST");
  await page.goto("/");
  const region = page.getByRole("region", { name: /open recommendation/ });
  await region.getByRole("button", { name: "Reject" }).first().click();
  const form = page.getByRole("dialog", { name: "Reject this recommendation" });
  await form.getByRole("button", { name: "Reject" }).click();
  await expect(form.getByText("Fill in this field.")).toBeVisible();
  await form.getByLabel("Reason").fill("The line is being discontinued");
  await form.getByRole("button", { name: "Reject" }).click();
  await expect(page.getByText("Recommendation rejected")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Recommendation rejected")).toBeHidden();
});
