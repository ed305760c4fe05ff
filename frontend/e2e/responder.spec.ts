import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./accounts";
import {
  findGap,
  forgetWizard,
  moreThanThereIs,
  orderProcurements,
  read,
  rows,
  sendTransfers,
  widenSurge,
  type Cast,
  type NeedsEvent,
  type NeedsList,
  type Wanted,
} from "./needs";

/** A click that opens a dialog, filled in by the caller and confirmed by its own last button. */
async function confirmed(
  page: Page,
  button: string | RegExp,
  fill: (dialog: Locator) => Promise<void> = async () => undefined,
  confirm: string | RegExp = button,
): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await fill(dialog);
  await dialog.getByRole("button", { name: confirm, exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function openEvent(page: Page): Promise<NeedsEvent> {
  const code = `J${Date.now().toString(36).toUpperCase()}`;
  const name = `River flood ${code}`;
  await page.goto("/events");
  await confirmed(
    page,
    "New event",
    async (dialog) => {
      await dialog.getByLabel("Code").fill(code);
      await dialog.getByLabel("Name").fill(name);
      await dialog.getByLabel("Reason").fill("The river is above its banks");
    },
    "Open event",
  );
  const [event] = await rows<NeedsEvent>(page, `/events?q=${code}`);
  if (!event) throw new Error(`The event ${code} was not opened.`);
  return event;
}

async function moveToSurge(page: Page, event: NeedsEvent): Promise<void> {
  await page.goto(`/events/${event.id}`);
  await expect(page.getByRole("heading", { level: 1, name: event.name })).toBeVisible();
  await confirmed(
    page,
    "Change phase",
    async (dialog) => {
      await dialog.getByRole("radio", { name: "Surge" }).check();
      await dialog.getByLabel("Reason").fill("Three districts are cut off");
    },
    "Move to this phase",
  );
  await expect(page.getByText(`${event.name} is in Surge now.`, { exact: false })).toBeVisible();
}

async function chooseScope(page: Page, event: NeedsEvent, siteName: string): Promise<void> {
  await forgetWizard(page);
  await page.goto(`/stock-status?event=${event.id}`);
  const draft = page.getByRole("link", { name: "Draft needs list" });
  await page.goto((await draft.getAttribute("href")) ?? "");
  const chosen = page.getByRole("combobox", { name: "Event" });
  await expect(chosen).toHaveValue(new RegExp(event.name));
  await page.getByRole("combobox", { name: "Sites" }).click();
  await page.getByRole("option", { name: siteName, exact: true }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Calculate", exact: true }).click();
}

/** Leave everything out but the one line, and draft. */
async function draftOneLine(page: Page, { siteName, line, others }: Wanted): Promise<NeedsList> {
  const table = page.getByRole("table", { name: siteName });
  const boxes = table.getByRole("checkbox");
  await expect(boxes).toHaveCount(others + 1);
  const kept = table.getByRole("checkbox", { name: `Ask for ${line.item_name}`, exact: true });
  for (const box of await boxes.all()) await box.uncheck();
  await kept.check();
  await page.getByRole("button", { name: "Draft 1 line" }).click();
  const link = page.getByRole("link", { name: /^NL-/ });
  await expect(page.getByText("These drafts were made.", { exact: false })).toBeVisible();
  const address = (await link.getAttribute("href")) ?? "";
  return read<NeedsList>(page, address);
}

/** Ask for more than other sites can give, so that the rest has to be bought. */
async function adjustUpwards(page: Page, list: NeedsList, { line }: Wanted): Promise<void> {
  await page.goto(`/needs-lists/${list.id}`);
  await confirmed(
    page,
    `Adjust ${line.item_name}`,
    async (dialog) => {
      await dialog.getByLabel("Asked for").fill(String(moreThanThereIs(line)));
      await dialog.getByRole("combobox", { name: "Reason" }).click();
      await page.getByRole("option", { name: "Demand is different" }).click();
      await dialog.getByLabel("Note").fill("Two shelters opened last night");
    },
    "Save",
  );
  await expect(page.getByText(`${line.item_name} was adjusted`)).toBeVisible();
  for (const horizon of ["A · Transfers", "C · Procurement"]) {
    await expect(page.getByTitle(horizon)).toBeVisible();
  }
}

async function submit(page: Page, list: NeedsList): Promise<void> {
  await page.goto(`/needs-lists/${list.id}`);
  await confirmed(page, "Submit", (dialog) => dialog.getByRole("checkbox").check());
  await expect(page.getByText(`${list.needs_list_no} was submitted`)).toBeVisible();
}

/** A click on a number of the sheet says how it came about. */
async function askWhy(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Explain .*Asked for/ }).click();
  await expect(page.getByText("burn rate x planning window x safety factor")).toBeVisible();
  await page.keyboard.press("Escape");
}

async function giveBack(page: Page, list: NeedsList): Promise<void> {
  await page.goto(`/needs-lists/${list.id}/decision`);
  await askWhy(page);
  await confirmed(page, "Return", async (dialog) => {
    await dialog.getByRole("combobox", { name: "Reason" }).click();
    await page.getByRole("option", { name: "A justification is missing" }).click();
    await dialog.getByLabel("Note").fill("Which shelters are these?");
  });
  await expect(page.getByText(`${list.needs_list_no} returned`)).toBeVisible();
}

async function escalate(page: Page, list: NeedsList): Promise<void> {
  await page.goto(`/needs-lists/${list.id}/decision`);
  await confirmed(page, "Escalate", (dialog) =>
    dialog.getByLabel("Reason").fill("More than I want to decide alone"),
  );
  await expect(page.getByText(`${list.needs_list_no} escalated`)).toBeVisible();
}

/** Whoever the policy asks for approves, one after the other; nobody else has the button. */
async function approve({ manager, approver, officer }: Cast, list: NeedsList): Promise<void> {
  for (const page of [manager, approver]) {
    const { actions } = await read<NeedsList>(page, `/needs-lists/${list.id}`);
    await page.goto(`/needs-lists/${list.id}/decision`);
    await expect(page.getByRole("heading", { level: 1, name: list.needs_list_no })).toBeVisible();
    const button = page.getByRole("button", { name: "Approve", exact: true });
    await expect(button).toHaveCount(actions.includes("approve") ? 1 : 0);
    if (!actions.includes("approve")) continue;
    await confirmed(page, "Approve");
  }
  await expectStatus(officer, list, "APPROVED");
}

async function expectStatus(page: Page, list: NeedsList, status: string): Promise<void> {
  const now = await read<NeedsList>(page, `/needs-lists/${list.id}`);
  expect(now.status).toBe(status);
}

async function countInTransfers(cast: Cast, list: NeedsList): Promise<void> {
  const transfers = await sendTransfers(cast, list);
  expect(transfers, "transfers of the list").not.toHaveLength(0);
  for (const { id } of transfers) {
    await cast.officer.goto(`/transfers/${id}`);
    await confirmed(cast.officer, "Count in");
    await expect(cast.officer.getByText("Settled", { exact: true }).first()).toBeVisible();
  }
}

/** A part of each order comes first: nothing is fulfilled before the rest has come. */
async function receiveInParts(cast: Cast, list: NeedsList): Promise<void> {
  const page = cast.officer;
  const orders = await orderProcurements(cast, list);
  expect(orders, "procurements of the list").not.toHaveLength(0);
  for (const { id } of orders) {
    await page.goto(`/procurement/${id}`);
    await receive(page, "L-1", (dialog) => dialog.getByLabel("Usable").fill("1"));
    await expect(page.getByText("Part received", { exact: true }).first()).toBeVisible();
    await expectStatus(page, list, "IN_PROGRESS");
    await receive(page, "L-2", (dialog) =>
      dialog.getByRole("button", { name: "Everything outstanding came" }).click(),
    );
  }
}

/** Count goods of one lot in; what perishes needs its number and its last day. */
async function receive(
  page: Page,
  lot: string,
  count: (dialog: Locator) => Promise<void>,
): Promise<void> {
  const fill = async (dialog: Locator) => {
    await count(dialog);
    await dialog.getByLabel("Lot").fill(lot);
    await dialog.getByLabel("Expires").fill("Dec 31, 2099");
    await page.keyboard.press("Tab");
  };
  await confirmed(page, "Receive", fill, "Receive goods");
}

async function openSurge(manager: Page): Promise<NeedsEvent> {
  const event = await openEvent(manager);
  await widenSurge(manager, event);
  await moveToSurge(manager, event);
  return event;
}

async function returnAndSubmitAgain({ manager, officer }: Cast, list: NeedsList): Promise<void> {
  await giveBack(manager, list);
  await officer.reload();
  await expect(officer.getByText("A justification is missing.", { exact: false })).toBeVisible();
  await submit(officer, list);
}

async function expectFulfilled(page: Page, list: NeedsList): Promise<void> {
  await page.goto(`/needs-lists/${list.id}`);
  await expect(page.getByText("Fulfilled", { exact: true }).first()).toBeVisible();
  await expectStatus(page, list, "FULFILLED");
}

test("a surge is answered: from the change of phase to the goods received", async ({ open }) => {
  test.setTimeout(300_000);
  const officer = await open("LOGISTICS_OFFICER");
  const manager = await open("LOGISTICS_MANAGER");
  const cast: Cast = { officer, manager, approver: await open("APPROVER") };
  const event = await test.step("an event moves to SURGE", () => openSurge(manager));
  const wanted = await findGap(officer, event);
  const list = await test.step("three steps make a draft", async () => {
    await chooseScope(officer, event, wanted.siteName);
    return draftOneLine(officer, wanted);
  });
  await test.step("a line is adjusted", () => adjustUpwards(officer, list, wanted));
  await test.step("the list is submitted", () => submit(officer, list));
  await test.step("it is returned and comes again", () => returnAndSubmitAgain(cast, list));
  await test.step("it is escalated", () => escalate(manager, list));
  await test.step("whoever is asked then approves", () => approve(cast, list));
  await test.step("transfers are counted in", () => countInTransfers(cast, list));
  await test.step("orders come in parts", () => receiveInParts(cast, list));
  await test.step("the list is fulfilled", () => expectFulfilled(officer, list));
});
