/** Forms, menus and files in a real browser. */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { deskServer } from "../../../server/mod.ts";
import { startServer, type TestServer } from "../../server/transports/http/start_server.ts";
import { until } from "../../until.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { findViolations } from "./find_violations.ts";

const BY = { kind: "host", name: "test", version: null, on_behalf_of: "Jonas Weber" } as const;
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async function serve(): Promise<TestServer> {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  return { ...served, [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
}

/** Opens the menu of the ticket with the keyboard, and chooses a command. */
async function choose(page: Page, command: string): Promise<void> {
  await page.getByRole("button", { name: "More actions" }).press("Enter");
  await page.getByRole("combobox").fill(command);
  await page.keyboard.press("Enter");
}

browserTest("a new ticket survives a reload and a refusal, and opens once it is created", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/"));
  const { page, problems } = opened;
  await page.getByText("Where do I find my customer number?").waitFor();
  await page.locator(".you").getByText("Ana Marques").waitFor(); // what is typed is kept by person
  await page.keyboard.press("t");
  const dialog = page.getByRole("dialog", { name: "New ticket" });
  await dialog.waitFor(); // the second part of the page has it
  await page.keyboard.type("Printer on fire");
  await dialog.getByLabel("Customer’s address").fill("no address");
  await page.reload();
  await page.getByRole("button", { name: "New ticket" }).click();
  await dialog.getByText("This is what you had not saved.").waitFor();
  await dialog.getByRole("button", { name: "Create ticket" }).click();
  await dialog.getByRole("alert").getByText("no address").waitFor();
  await dialog.getByLabel("Customer’s address").fill("hoffmann");
  await dialog.locator('datalist option[value="mia.hoffmann@northwind.example"]').waitFor({ state: "attached" });
  assert.deepEqual(await findViolations(page), []);
  await dialog.getByLabel("Customer’s address").fill("new@elsewhere.example");
  await dialog.getByLabel("Priority").selectOption("High");
  await dialog.getByLabel("Customer’s address").press("Enter");
  await page.getByRole("heading", { name: "Printer on fire" }).waitFor();
  await page.getByText("An account was created for new@elsewhere.example.").waitFor();
  const [ticket] = (await served.desk.tickets.search("printer fire", {})).items;
  assert.equal(ticket!.priority, "high");
  assert.deepEqual(problems, []);
});

browserTest("a refused address stays in the form, with the reason at its field", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  await page.getByText("Similar solved tickets").waitFor();
  await choose(page, "customer");
  const field = page.getByRole("dialog").getByLabel("Customer’s address");
  await field.waitFor();
  await page.keyboard.type("no address"); // takes the place of the address before, which is selected
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("alert").getByText("no address").waitFor();
  assert.deepEqual([await field.inputValue(), await field.getAttribute("aria-invalid")], ["no address", "true"]);
  assert.equal(await page.locator(".notice").count(), 0);
  await field.fill("liam@brightleaf.example");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await until(async () => (await served.desk.tickets.get("1055")).customer === "liam@brightleaf.example", "it moved");
});

browserTest("a ticket is snoozed, and comes back by undo", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  await page.getByText("Similar solved tickets").waitFor();
  await page.keyboard.press("z");
  await page.getByRole("option", { name: "Until a date…" }).click();
  await page.getByRole("dialog", { name: "Snooze" }).getByLabel("Until").fill("2027-03-01T09:30");
  await page.getByRole("button", { name: "Snooze", exact: true }).click();
  const read = async () => (await served.desk.tickets.get("1055")).snoozed_until;
  await until(async () => await read() === "2027-03-01T08:30:00.000Z", "it is snoozed in the viewer's zone");
  await page.locator(".details").getByText("Snoozed until").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await until(async () => await read() === undefined, "the snooze is over");
  await page.locator(".details").getByText("Snoozed until").waitFor({ state: "detached" });
});

browserTest("a duplicate is merged after the person approved it", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1059"));
  const { page } = opened;
  await page.getByRole("heading", { level: 1 }).waitFor();
  await choose(page, "merge");
  await page.getByRole("combobox").fill("1058");
  await page.getByRole("option", { name: "#1058" }).click();
  const question = page.getByRole("dialog", { name: "Merge #1059 into #1058?" });
  await question.locator(".values").getByText("Dark theme: chart labels are unreadable").waitFor();
  await question.getByRole("button", { name: "Merge #1059 into #1058" }).click();
  const notice = page.locator(".notice", { hasText: "#1059 was merged into #1058" });
  await notice.getByRole("button", { name: "Dismiss" }).click(); // it covers the button below
  assert.equal((await served.desk.tickets.get("1059")).merged_into, "1058");
  await page.getByText("This ticket was merged. Write in #1058.").waitFor();
  await page.getByRole("button", { name: "Undo the merge" }).click();
  await page.getByText("#1059 is no longer merged").waitFor();
  assert.equal((await served.desk.tickets.get("1059")).merged_into, null);
  await page.getByRole("textbox", { name: "Reply" }).waitFor();
});

browserTest("a ticket is linked to its cause, and the link is removed and comes back by undo", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1059"));
  const { page, problems } = opened;
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("l");
  await page.getByRole("option", { name: "The cause of this one" }).click();
  await page.getByRole("combobox").fill("1058");
  await page.getByRole("option", { name: "#1058" }).click();
  const links = page.locator(".link-row");
  await links.getByText("Caused by").waitFor();
  await page.getByRole("button", { name: "Remove the link to #1058" }).click();
  await links.waitFor({ state: "detached" });
  assert.deepEqual((await served.desk.tickets.get("1058")).links ?? [], []);
  await page.locator(".notice", { hasText: "no longer linked" }).getByRole("button", { name: "Undo" }).click();
  await links.getByRole("link", { name: "#1058" }).waitFor();
  assert.deepEqual(problems, []);
});

browserTest("files are attached, shown and saved", async () => {
  await using served = await serve();
  const hostile = new TextEncoder().encode("<script>parent.alert(1)</script>");
  await served.desk.tickets.attach("1055", { name: "page.html", type: "text/html", bytes: hostile }, { by: BY });
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page, problems } = opened;
  const chooser = page.waitForEvent("filechooser");
  await page.locator(".details").getByRole("button", { name: "Attach a file" }).click();
  const image = { name: "screen.png", mimeType: "image/png", buffer: Buffer.from(PIXEL, "base64") };
  await (await chooser).setFiles([image, { ...image, name: "huge.png", buffer: Buffer.alloc(5 * 1024 * 1024 + 1) }]);
  await page.getByText("huge.png is too large (limit 5 MB).").waitFor();
  await page.getByRole("button", { name: "screen.png" }).click();
  const shown = page.getByRole("img", { name: "screen.png" });
  await until(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth === 1), "the image is shown");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "page.html" }).click();
  await page.getByText("<script>parent.alert(1)</script>").waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  assert.equal((await download).suggestedFilename(), "page.html");
  assert.deepEqual(problems, []);
});

browserTest("a file that is dropped on the ticket is attached", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  await page.getByText("Similar solved tickets").waitFor();
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["a log"], "error.log", { type: "text/plain" }));
    return transfer;
  });
  await page.dispatchEvent(".thread", "dragover", { dataTransfer: data });
  await page.locator(".ticket.drop").waitFor();
  await page.dispatchEvent(".thread", "drop", { dataTransfer: data });
  await page.getByRole("button", { name: "error.log" }).waitFor();
  const { bytes } = await served.desk.tickets.getAttachment("1055", "error.log");
  assert.equal(new TextDecoder().decode(bytes), "a log");
});

browserTest("notes about a customer that someone else changed are shown before they are replaced", async () => {
  await using served = await serve();
  const email = "liam@brightleaf.example";
  await using opened = await openPage(served.at(`/#/customer/${email}`));
  const { page } = opened;
  await page.getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit customer" });
  await dialog.getByLabel("Organization").fill("Brightleaf");
  await dialog.getByLabel("Notes").fill("Mine");
  await served.desk.customers.update(email, { notes: "Theirs" }, { by: BY });
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Now: Theirs").waitFor();
  assert.equal((await served.desk.customers.get(email)).notes, "Theirs");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.locator(".account").getByText("Mine").waitFor();
  assert.equal((await served.desk.customers.get(email)).notes, "Mine");
});

closeBrowserAtEnd();
