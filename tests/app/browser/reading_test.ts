/** Reading a ticket in a real browser: the title, the focus, and a reply that arrives meanwhile. */

import assert from "node:assert/strict";
import { deskServer } from "../../../server/mod.ts";
import { startServer } from "../../server/transports/http/start_server.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { findViolations } from "./find_violations.ts";

const BY = { kind: "host", name: "test", version: null } as const;

browserTest("a ticket takes the title and the focus, and a new reply does not move who reads above", async () => {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  await using _stopped = { [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
  await desk.tickets.addComment("1055", { body: "Line\n".repeat(80), kind: "note" }, { by: BY });
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page, problems } = opened;
  await page.locator("h1#subject:focus").waitFor();
  const subject = await page.locator("h1#subject").getAttribute("title");
  assert.equal(await page.title(), `#1055 ${subject} · Support desk`);
  for (const key of ["Escape", "Enter"]) {
    await page.getByRole("button", { name: "Edit the subject" }).press("Enter");
    await page.getByRole("textbox", { name: "Subject" }).press(key);
    await page.locator("h1#subject button:focus").waitFor();
  }
  assert.deepEqual(await findViolations(page), []);
  const scroller = page.locator(".ticket-main .scroller");
  await scroller.evaluate((element) =>
    new Promise<void>((resolve) => {
      element.addEventListener("scroll", () => resolve(), { once: true });
      element.scrollTop = 10;
    })
  );
  await desk.tickets.addComment("1055", { body: "It arrives later", kind: "note" }, { by: BY });
  await page.locator(".text").getByText("It arrives later").waitFor({ state: "attached" });
  assert.equal(await scroller.evaluate(({ scrollTop }) => scrollTop), 10);
  assert.deepEqual(problems, []);
});

closeBrowserAtEnd();
