/** Decisions on waiting changes, in a real browser on our HTTP server. */

import assert from "node:assert/strict";
import { deskServer } from "../../../server/mod.ts";
import type { Desk } from "../../../store/mod.ts";
import { call } from "../../server/call.ts";
import { connect } from "../../server/connect.ts";
import { startServer, type TestServerOptions } from "../../server/transports/http/start_server.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { findViolations } from "./find_violations.ts";

/** Asks for changes in a host that cannot ask anyone. */
async function requestChanges(desk: Desk): Promise<void> {
  await using host = await connect({ definition: deskServer, desk });
  await call(host.client, "merge_tickets", { ticket_id: "1059", into_ticket_id: "1058" });
  await call(host.client, "update_account", { email: "liam@brightleaf.example", account_tier: "enterprise" });
}

async function open({ hash = "#/approvals", ...options }: TestServerOptions & { hash?: string } = {}) {
  const desk = await openExampleDesk();
  await requestChanges(desk);
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" }, ...options });
  const opened = await openPage(served.at(`/${hash}`));
  return {
    ...{ desk, page: opened.page, problems: opened.problems },
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]();
      await served.stop();
      await desk.close();
    },
  };
}

browserTest("a person grants one change and rejects another in the desk", async () => {
  await using opened = await open();
  const { page, desk, problems } = opened;
  await page.getByRole("button", { name: "Grant A1" }).waitFor();
  assert.deepEqual(await findViolations(page), []);
  await page.getByRole("button", { name: "Grant A1" }).click();
  await page.getByText("Granted. The change was carried out.").waitFor();
  await page.getByRole("button", { name: "Reject A2" }).click();
  await page.getByText("Rejected. Nothing was changed.").waitFor();
  assert.equal((await desk.tickets.get("1059")).merged_into, "1058");
  assert.equal((await desk.customers.get("liam@brightleaf.example")).account_tier, "pro");
  const { decided_by, decided_via } = await desk.approvals.get("A1");
  assert.deepEqual([decided_by?.on_behalf_of, decided_via], ["Ana Marques", "app"]);
  assert.deepEqual(problems, []);
});

browserTest("the desk says why a decision failed, and shows what waits now", async () => {
  await using opened = await open();
  const { page, desk } = opened;
  await page.getByRole("button", { name: "Grant A1" }).waitFor();
  const by = { kind: "person", name: "Jonas Weber", version: null } as const;
  await desk.approvals.reject("A1", null, { by, via: "terminal" });
  await page.getByRole("button", { name: "Grant A1" }).click();
  await page.getByText("A1 was already rejected.").waitFor();
  await page.getByRole("button", { name: "Grant A1" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Grant A2" }).waitFor();
});

browserTest("a read-only desk shows how a change is decided, without buttons", async () => {
  await using opened = await open({ server: { readOnly: true } });
  await opened.page.getByText("support-mcp approvals show A1").waitFor();
  assert.equal(await opened.page.getByRole("button", { name: /A\d/ }).count(), 0);
});

browserTest("the list of tickets says how many changes wait, and a read-only one selects nothing", async () => {
  await using opened = await open({ server: { readOnly: true }, hash: "#/queue/open" });
  const { page } = opened;
  await page.getByRole("link", { name: "Approvals 2" }).waitFor();
  await page.locator(".row").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.locator(".row.focused").waitFor();
  assert.equal(await page.locator(".row.selected, .row input").count(), 0);
});

closeBrowserAtEnd();
