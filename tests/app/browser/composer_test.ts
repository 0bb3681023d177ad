/** The composer in a real browser: its tools, and its place on small screens. */

import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { deskServer } from "../../../server/mod.ts";
import { startServer, type TestServer } from "../../server/transports/http/start_server.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { findViolations } from "./find_violations.ts";

const BY = { kind: "person", name: "Ana Marques", version: null } as const;

async function serve(): Promise<TestServer> {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  return { ...served, [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
}

async function getBox(element: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  return (await element.boundingBox())!;
}

browserTest("a saved reply is put at the cursor, and the reply is copied to deliver it by hand", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page, problems } = opened;
  const field = page.getByRole("textbox", { name: "Reply" });
  await field.waitFor();
  await page.getByRole("button", { name: "Saved replies" }).click();
  await page.getByText("No saved replies yet").waitFor();
  await page.keyboard.press("Escape");
  await served.desk.settings.change(() => ({ saved_replies: { bye: { body: "Best wishes, {{user.name}}" } } }), {
    by: BY,
  });
  await field.fill("Done. (!)");
  await field.press("ArrowLeft");
  await page.getByRole("button", { name: "Saved replies" }).click();
  await page.getByRole("option", { name: "bye" }).click();
  await page.waitForFunction(() => document.querySelector("textarea")!.value !== "Done. (!)");
  assert.equal(await field.inputValue(), "Done. (!Best wishes, Ana Marques)");
  await field.press("Control+Enter");
  const message = page.locator(".message", { hasText: "Best wishes" });
  assert.match((await message.getByRole("link").getAttribute("href"))!, /^mailto:mia\.hoffmann@.*Best%20wishes/);
  await message.getByRole("button", { name: "Copy text" }).click();
  const notice = page.locator(".notice", { hasText: "The text is copied" });
  await notice.waitFor();
  const [above, below] = [await getBox(notice), await getBox(page.locator(".composer"))];
  assert.ok(above.y + above.height <= below.y, "the message is above the composer");
  await field.press("Control+v");
  assert.equal(await field.inputValue(), "Done. (!Best wishes, Ana Marques)");
  assert.deepEqual(await findViolations(page), []);
  assert.deepEqual(problems, []);
});

for (const [locale, reply] of [["en-GB", "Reply"], ["de-DE", "Antwort"]] as const) {
  browserTest(`the composer fits on small screens (${locale})`, async () => {
    await using served = await serve();
    await using opened = await openPage(served.at("/#/ticket/1055"), { locale, viewport: { width: 320, height: 640 } });
    const { page } = opened;
    await page.getByRole("textbox", { name: reply }).fill("Done.");
    const composer = await getBox(page.locator(".composer"));
    for (const button of await page.locator(".composer button").all()) {
      const { x, width, height } = await getBox(button);
      assert.ok(x >= composer.x && x + width <= composer.x + composer.width, "each button is inside");
      assert.ok(width >= 24 && height >= 24, "each button is large enough (WCAG 2.5.8)");
    }
    assert.deepEqual(await findViolations(page), []);
  });
}

closeBrowserAtEnd();
