/** Single keys, and what screen readers say, in a real browser. */

import assert from "node:assert/strict";
import { deskServer } from "../../../server/mod.ts";
import { startServer, type TestServer } from "../../server/transports/http/start_server.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { findViolations } from "./find_violations.ts";

const BY = { kind: "host", name: "test", version: null, on_behalf_of: "Jonas Weber" } as const;

async function serve(): Promise<TestServer> {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  return { ...served, [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
}

browserTest("single keys can be turned off, even after a reload, and on again without them", async () => {
  await using served = await serve();
  const { revision } = await served.desk.tickets.get("1055");
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  await page.locator(".you").getByText("Ana Marques").waitFor();
  await page.getByTitle("Priority (p)").waitFor();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await dialog.getByLabel("Use letters and signs as keys").uncheck();
  assert.deepEqual(await findViolations(page), []);
  await page.keyboard.press("Escape");
  await page.reload();
  await page.locator(".you").getByText("Ana Marques").waitFor();
  await page.getByTitle("Priority", { exact: true }).waitFor();
  await page.locator("#subject").focus();
  for (const key of [..."iaspcz?"]) await page.keyboard.press(key);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Find a command or a ticket" }).waitFor(); // no key has opened anything
  await page.keyboard.type("Show the keys");
  await page.keyboard.press("Enter");
  await dialog.getByLabel("Use letters and signs as keys").check();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.keyboard.press("p");
  await page.getByRole("option", { name: "Low" }).waitFor();
  assert.equal((await served.desk.tickets.get("1055")).revision, revision);
});

browserTest(
  "the open menu of a narrow screen has the keys, and closes on Escape and on the way back",
  async () => {
    await using served = await serve();
    await using opened = await openPage(served.at("/#/queue/open"), { viewport: { width: 320, height: 640 } });
    const { page } = opened;
    const menu = page.getByRole("button", { name: "Menu" });
    const navigation = page.getByRole("navigation", { name: "Places" });
    await page.locator(".row").first().click();
    await page.locator(".ticket-bar").waitFor();
    const address = page.url();
    await menu.click();
    await navigation.waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await navigation.waitFor({ state: "hidden" });
    assert.equal(page.url(), address);
    assert.equal(await page.evaluate("document.activeElement.id"), "menu");
    await menu.click();
    await page.goBack();
    await navigation.waitFor({ state: "hidden" });
    assert.match(page.url(), /#\/queue\/open$/);
    await page.locator(".row").first().waitFor();
    await menu.click();
    for (const key of [..."jxjxct", "Control+a"]) await page.keyboard.press(key);
    await page.keyboard.press("Control+k"); // the command is the first key that has opened anything
    await page.getByRole("combobox", { name: "Find a command or a ticket" }).waitFor();
    await page.keyboard.press("Escape");
    await navigation.waitFor({ state: "hidden" });
    assert.equal(await page.locator(".row input:checked").count(), 0);
    assert.deepEqual(opened.problems, []);
  },
);

browserTest("a screen reader says a new message once, and nothing when the ticket opens", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  await page.getByText("Similar solved tickets").waitFor();
  const said = page.locator(".ticket-main [role=status]");
  assert.equal(await said.textContent(), "");
  await served.desk.tickets.addComment("1055", { kind: "note", body: "Cleared the cache" }, { by: BY });
  await said.getByText("New: Internal note, Jonas Weber: Cleared the cache").waitFor();
  assert.equal(await page.locator("[role=status], [role=log], [aria-live]").getByText("Cleared the cache").count(), 1);
});

closeBrowserAtEnd();
