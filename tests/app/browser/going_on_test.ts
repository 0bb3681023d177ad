/** Going on after a ticket is closed, in a real browser. */

import assert from "node:assert/strict";
import { deskServer } from "../../../server/mod.ts";
import { startServer, type TestServer } from "../../server/transports/http/start_server.ts";
import { until } from "../../until.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { findViolations } from "./find_violations.ts";

async function serve(): Promise<TestServer> {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  return { ...served, [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
}

browserTest("a closed ticket leads to the next one, and Undo back to it with its former values", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/queue/open"));
  const { page, problems } = opened;
  await page.getByText("All SSO sign-ins fail").click();
  await page.locator("h1#subject:focus", { hasText: "All SSO sign-ins fail" }).waitFor();
  const before = await served.desk.tickets.get("1055");
  await page.keyboard.press("c");
  await page.getByLabel("How was it solved?").fill("The cache was cleared.");
  await page.getByRole("button", { name: "Close ticket" }).click();
  const notice = page.locator(".notice", { hasText: "#1055 is closed" });
  await notice.waitFor();
  await page.locator("h1#subject:focus", { hasText: "Data residency" }).waitFor();
  const foot = page.locator(".composer");
  await until(async () => {
    const [message, composer] = [await notice.boundingBox(), await foot.boundingBox()];
    return message !== null && composer !== null && message.y + message.height <= composer.y;
  }, "the message is above the composer");
  assert.deepEqual(await findViolations(page), []);
  await notice.getByRole("button", { name: "Undo" }).click();
  await page.locator("h1#subject", { hasText: "All SSO sign-ins fail" }).waitFor();
  const read = () => served.desk.tickets.get("1055");
  await until(async () => {
    const { status, assignee } = await read();
    return status === before.status && assignee === before.assignee;
  }, "the former values are back");
  assert.equal((await read()).resolution, null);
  await page.locator(".thread").getByText("The closing was undone.").waitFor();
  assert.deepEqual(problems, []);
});

browserTest("a ticket moves to another customer in the page, and shows their account", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page, problems } = opened;
  await page.locator(".details").getByText("Mia Hoffmann").waitFor();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("option", { name: "Change the customer…" }).click();
  const form = page.getByRole("dialog", { name: "Change the customer of #1055" });
  await form.getByLabel("Customer’s address").fill("liam@brightleaf.example");
  await form.getByRole("button", { name: "Save" }).click();
  await page.locator(".details").getByText("Liam Byrne").waitFor();
  assert.equal((await served.desk.tickets.get("1055")).customer, "liam@brightleaf.example");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator(".details").getByText("Mia Hoffmann").waitFor();
  assert.deepEqual(problems, []);
});

closeBrowserAtEnd();
