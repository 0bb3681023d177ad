/** People who use the desk one after another in the same browser. */

import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { deskServer } from "../../../server/mod.ts";
import { parseTokens, TokenAuthenticator } from "../../../server/transports/http/mod.ts";
import { startServer } from "../../server/transports/http/start_server.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { findViolations } from "./find_violations.ts";

const TOKENS = { ana: "a".repeat(43), ben: "b".repeat(43) };
const ANA = `ana write ${TOKENS.ana}`;
const BEN = `ben write ${TOKENS.ben}`;

async function serve() {
  const authenticator = new TokenAuthenticator(parseTokens(`${ANA}\n${BEN}`));
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, authenticator });
  return { ...served, authenticator, [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
}

async function signIn(page: Page, person: keyof typeof TOKENS): Promise<void> {
  await page.getByLabel("Access token").fill(TOKENS[person]);
  await page.keyboard.press("Enter");
  await page.locator(".you").getByText(person).waitFor();
}

/** Signs in as Ana at a ticket, and leaves a reply in its field. */
async function writeReply(page: Page, text: string): Promise<Locator> {
  const reply = page.getByRole("textbox", { name: "Reply" });
  await signIn(page, "ana");
  await reply.fill(text);
  return reply;
}

browserTest("drafts wait for their person, and no one else sees them", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  const reply = await writeReply(page, "Ana's thought");
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page, "ben");
  assert.equal(await reply.inputValue(), "");
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page, "ana");
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "Ana's thought");
});

browserTest("someone else who signs in after a token has ended gets a new page", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  const reply = await writeReply(page, "Ana's thought");
  served.authenticator.replace(parseTokens(BEN));
  await page.getByText("Your sign-in has ended").waitFor();
  const loaded = page.waitForEvent("load");
  await signIn(page, "ben");
  await loaded;
  await reply.waitFor();
  assert.equal(await reply.inputValue(), "");
});

browserTest("a person whose token is revoked learns why, signs in again, and sends what was not saved", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  const reply = await writeReply(page, "Once more");
  const { promise: isRevoked, resolve: revoke } = Promise.withResolvers<void>();
  await page.route("**/mcp", async (route) => {
    if (route.request().postData()?.includes("add_comment")) {
      served.authenticator.replace(parseTokens(BEN));
      revoke();
    }
    await route.continue();
  });
  await reply.press("Control+Enter");
  await isRevoked;
  await page.getByRole("alert").getByText("Your sign-in has ended").waitFor();
  assert.match(await page.evaluate(() => document.activeElement!.textContent), /^Your sign-in has ended/);
  await page.keyboard.type("and more"); // in a password, no one would see it
  assert.equal(await page.locator("input[type=password]").inputValue(), "");
  assert.equal(await page.getByText("No connection").count(), 0);
  assert.deepEqual(await findViolations(page), []);
  served.authenticator.replace(parseTokens(`${ANA}\n${BEN}`));
  await page.unroute("**/mcp");
  await signIn(page, "ana");
  await page.getByText("Not saved: You were signed out.").waitFor();
  assert.equal(await page.getByText("Unknown token").count(), 0);
  assert.equal(await reply.inputValue(), "Once more");
  await reply.press("Control+Enter");
  await page.locator(".thread").getByText("Once more").waitFor();
  await page.getByText("Not saved").waitFor({ state: "detached" });
});

browserTest("an open page that no one uses shows at once that its token was revoked", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/"));
  const { page } = opened;
  await signIn(page, "ana");
  served.authenticator.replace(parseTokens(BEN));
  await page.getByText("Your sign-in has ended").waitFor();
});

closeBrowserAtEnd();
