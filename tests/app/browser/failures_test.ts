/** Failures in a real browser: at the field that caused them, in the person's language, and without losing a text. */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { deskServer } from "../../../server/mod.ts";
import { startServer, type TestServer } from "../../server/transports/http/start_server.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { findViolations } from "./find_violations.ts";

async function serve(): Promise<TestServer> {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  return { ...served, [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
}

/** Loses every change. */
async function loseChanges(page: Page): Promise<void> {
  await page.route("**/mcp", async (route) => {
    const isChange = /"name":"(?:add_comment|update_ticket)"/.test(route.request().postData() ?? "");
    await (isChange ? route.fulfill({ status: 502, body: "" }) : route.continue());
  });
}

/** Shortens the waits between the attempts of a change, in milliseconds. Runs in the page. */
function hurryUp(waits: readonly number[]): void {
  const { setTimeout } = globalThis;
  const start = (run: () => void, time = 0) => setTimeout(run, waits.includes(time) ? 1 : time);
  globalThis.setTimeout = start as typeof setTimeout;
}

browserTest("a reply that could not be sent stays, says so, and is sent with the next press", async () => {
  await using served = await serve();
  await using opened = await openPage("about:blank");
  const { page } = opened;
  await page.addInitScript(hurryUp, [500, 1_500, 4_000]);
  await page.goto(served.at("/#/ticket/1055"));
  const reply = page.getByRole("textbox", { name: "Reply" });
  await reply.waitFor();
  await loseChanges(page);
  await reply.fill("Try the new certificate.");
  await reply.press("Control+Enter");
  await page.locator(".composer").getByRole("alert").getByText("Not saved: The server could not be reached.").waitFor();
  assert.equal(await reply.inputValue(), "Try the new certificate.");
  assert.deepEqual(await findViolations(page), []);
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  await page.keyboard.type("low");
  await page.keyboard.press("Enter");
  const notice = page.locator(".notice", {
    hasText: "#1055 (Priority) is not saved: The server could not be reached.",
  });
  await notice.waitFor();
  await page.unroute("**/mcp");
  await notice.getByRole("button", { name: "Send again" }).click();
  await notice.waitFor({ state: "detached" });
  await reply.press("Control+Enter");
  await page.locator(".thread").getByText("Try the new certificate.").waitFor();
  await page.locator(".composer").getByRole("alert").waitFor({ state: "detached" });
  assert.equal((await served.desk.tickets.get("1055")).priority, "low");
});

browserTest("what is wrong in a new ticket is at its field, in German too", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/"), { locale: "de-DE", viewport: { width: 320, height: 640 } });
  const { page } = opened;
  await page.locator(".row").first().waitFor();
  await page.keyboard.press("t");
  const dialog = page.getByRole("dialog", { name: "Neues Ticket" });
  await dialog.getByLabel("Betreff").fill("x".repeat(251));
  await dialog.getByLabel("E-Mail-Adresse").fill("ben@brightleaf.example");
  await dialog.getByLabel("Beschreibung").fill("x".repeat(20_001));
  await dialog.getByRole("button", { name: "Ticket erstellen" }).click();
  const [subject, description] = [dialog.getByLabel("Betreff"), dialog.getByLabel("Beschreibung")];
  await subject.and(page.locator("[aria-invalid=true]")).waitFor();
  const describe = async (id: string | null) => await page.locator(`[id="${id}"]`).textContent();
  const read = async (field: typeof subject) => await describe(await field.getAttribute("aria-describedby"));
  assert.equal(await read(subject), "Zu lang: 251 Zeichen (höchstens 250).");
  assert.equal(await read(description), "Zu lang: 20.001 Zeichen (höchstens 20.000).");
  assert.deepEqual(await findViolations(page), []);
});

browserTest(
  "what is typed for the reply to a ticket that could not be loaded is in the draft, and changes nothing",
  async () => {
    await using served = await serve();
    const before = await served.desk.tickets.get("1055");
    await using opened = await openPage(served.at("/#/queue/open"));
    const { page } = opened;
    await page.getByText("All SSO sign-ins fail").waitFor();
    await page.route("**/mcp", async (route) => {
      const isTicket = (route.request().postData() ?? "").includes('"name":"get_ticket"');
      await (isTicket ? route.fulfill({ status: 502, body: "" }) : route.continue());
    });
    await page.locator(".row[data-id='1055']").focus();
    await page.keyboard.press("r");
    await page.getByText("This could not be loaded").waitFor();
    await page.keyboard.type("while it");
    await page.unroute("**/mcp");
    const reply = page.getByRole("textbox", { name: "Reply" });
    await page.getByRole("button", { name: "Try again" }).or(reply).first().click();
    await reply.waitFor();
    assert.equal(await reply.inputValue(), "while it");
    assert.equal(await page.getByRole("dialog").count(), 0);
    assert.equal((await served.desk.tickets.get("1055")).revision, before.revision);
  },
);

browserTest("a tag that is refused stays in its field, and covers nothing", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  const tag = page.getByLabel("Add a tag");
  await tag.fill("not a tag, really");
  await tag.press("Enter");
  await page.locator(".tags").getByRole("alert").getByText("is not a tag").waitFor();
  assert.equal(await tag.inputValue(), "not a tag, really");
  await tag.fill("certificate");
  await tag.press("Enter");
  await page.locator(".tag", { hasText: "certificate" }).waitFor();
  assert.equal(await page.locator(".tags").getByRole("alert").count(), 0);
});

browserTest("a resolution that is too long is shown again, with the reason at its field", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  await page.locator("textarea").waitFor();
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "Close ticket #1055" });
  const field = dialog.getByLabel("How was it solved?");
  await field.fill("x".repeat(10_001));
  await dialog.getByRole("button", { name: "Close ticket" }).click();
  await dialog.getByRole("alert").getByText("Too long: 10,001 characters (limit 10,000).").waitFor();
  assert.equal((await field.inputValue()).length, 10_001);
  await field.fill("The proxy was cleared.");
  await dialog.getByRole("button", { name: "Close ticket" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.locator(".notice", { hasText: "#1055" }).waitFor();
  assert.equal((await served.desk.tickets.get("1055")).resolution, "The proxy was cleared.");
});

closeBrowserAtEnd();
