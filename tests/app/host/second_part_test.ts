/** The second script of the page in hosts that do not pass it on, or do not run it. */

import assert from "node:assert/strict";
import { browserTest, closeBrowserAtEnd } from "../browser/chromium.ts";
import { findViolations } from "../browser/find_violations.ts";
import { type HostPage, openHostPage } from "./open_host_page.ts";

const SEARCH = { tool: "search_tickets", input: { query: "sso" }, browser: { viewport: { width: 1200, height: 760 } } };

/** Goes to full screen in a host that refuses, and goes on with the card. */
async function useCard(host: HostPage): Promise<void> {
  await host.app.getByRole("button", { name: "Open the desk" }).click();
  const alert = host.app.getByRole("alert");
  await alert.getByText("The whole desk could not be loaded").waitFor();
  await alert.getByText("This host passes on only what the cards need. They keep working.").waitFor();
  await alert.getByRole("button", { name: "Try again" }).waitFor();
  assert.deepEqual(await findViolations(host.page.frames()[1]!), []);
  await host.app.getByText("All SSO sign-ins fail").click();
  await host.app.getByRole("heading", { name: "All SSO sign-ins fail" }).waitFor();
}

browserTest("in a host that reads no script for the page, it says so and the cards keep working", async () => {
  const refuses = "ui://support-mcp/desk.js";
  await using host = await openHostPage({ ...SEARCH, refuses });
  await useCard(host);
});

browserTest("in a host that runs only the first script, the page says so and the cards keep working", async () => {
  await using host = await openHostPage({ ...SEARCH, runsFirstScriptOnly: true });
  await useCard(host);
});

closeBrowserAtEnd();
