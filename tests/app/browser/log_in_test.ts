/** Logging in at an issuer, in a real browser. */

import assert from "node:assert/strict";
import { CombinedAuthenticator, parseTokens, TokenAuthenticator } from "../../../server/transports/http/mod.ts";
import { OidcAuthenticator } from "../../../server/transports/http/auth/oidc/mod.ts";
import { deskServer } from "../../../server/mod.ts";
import { AUDIENCE } from "../../server/transports/http/auth/oidc/fake_issuer.ts";
import { CLIENT, type LogInIssuer, startLogInIssuer } from "../../server/transports/http/auth/oidc/log_in_issuer.ts";
import { startServer } from "../../server/transports/http/start_server.ts";
import { until } from "../../until.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { findViolations } from "./find_violations.ts";

const SUBJECT = "Where do I find my customer number?";

async function serve({ issuer }: LogInIssuer) {
  const oidc = new OidcAuthenticator({
    ...{ issuer: issuer.url, audience: AUDIENCE, scopes: ["read", "write"], deskClient: CLIENT },
    timings: { failurePause: 0 },
  });
  const tokens = new TokenAuthenticator(parseTokens(`report read ${"t".repeat(43)}`));
  const authenticator = new CombinedAuthenticator(tokens, oidc);
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, authenticator });
  return { ...served, [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
}

const LOG_IN = { name: "Sign in with your account" };

browserTest("a person logs in with an account, writes, stays logged in over a reload, and signs out", async () => {
  await using started = await startLogInIssuer();
  await using served = await serve(started);
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  await page.getByRole("button", LOG_IN).click();
  await page.getByRole("heading", { name: "All SSO sign-ins fail" }).waitFor();
  assert.equal(page.url(), served.at("/#/ticket/1055"));
  await page.locator(".you").getByText("dana").waitFor();
  await page.keyboard.press("i");
  await page.getByText("#1055 is assigned to dana").waitFor();
  assert.equal((await served.desk.tickets.get("1055")).assignee, "dana");
  assert.deepEqual(await page.context().cookies(), []);
  assert.equal(await page.evaluate(() => JSON.stringify(localStorage).includes("token")), false);
  await page.reload();
  await page.getByRole("heading", { name: "All SSO sign-ins fail" }).waitFor();
  assert.equal(started.forms.length, 1);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", LOG_IN).waitFor();
});

browserTest("a link that was used before says so", async () => {
  await using started = await startLogInIssuer();
  await using served = await serve(started);
  await using opened = await openPage(served.at("/#/link/used"));
  await opened.page.getByText("The link was used already").waitFor();
});

browserTest("an expired token is renewed, and without a session the person logs in again", async () => {
  await using started = await startLogInIssuer();
  await using served = await serve(started);
  await using opened = await openPage(served.at("/"));
  const { page } = opened;
  started.claims = { exp: Math.floor(Date.now() / 1000) - 60 };
  await page.getByRole("button", LOG_IN).click();
  await until(() => started.forms.at(-1)?.grant_type === "refresh_token", "the page asks for another token");
  await page.getByRole("button", LOG_IN).waitFor(); // the renewed token has expired too
  started.claims = {};
  await page.getByRole("button", LOG_IN).click();
  await page.getByText(SUBJECT).waitFor();
  await page.evaluate(() => sessionStorage.setItem("support-mcp token", "expired"));
  await page.getByRole("link", { name: "Pending" }).click();
  await page.getByRole("heading", { name: "Pending" }).waitFor();
  await page.getByRole("row").first().waitFor();
  assert.equal(started.forms.at(-1)!.grant_type, "refresh_token");
  started.isOver = true;
  await page.evaluate(() => sessionStorage.setItem("support-mcp token", "expired"));
  await page.getByRole("link", { name: "Closed" }).click();
  await page.getByRole("button", LOG_IN).waitFor();
});

browserTest("the page says why a login failed", async () => {
  await using started = await startLogInIssuer();
  await using served = await serve(started);
  await using opened = await openPage(served.at("/"));
  const { page } = opened;
  started.declines = true;
  await page.getByRole("button", LOG_IN).click();
  await page.getByRole("alert").getByText("access_denied").waitFor();
  started.declines = false;
  started.nonce = "of another login";
  await page.getByRole("button", LOG_IN).click();
  await page.getByRole("alert").getByText("does not belong to this login").waitFor();
  await page.goto(served.at("/?code=stolen&state=guessed"));
  await page.getByRole("alert").getByText("not started in this tab").waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await findViolations(page), []);
  }
  assert.equal(new URL(page.url()).search, "");
  assert.equal(started.forms.length, 1); // no code of others reached the issuer
  await page.getByLabel("Access token").fill("t".repeat(43)); // tokens work beside accounts
  await page.keyboard.press("Enter");
  await page.getByText("Read-only").waitFor();
});

closeBrowserAtEnd();
