/** The knowledge base, saved views, search and settings in a real browser. */

import assert from "node:assert/strict";
import { deskServer } from "../../../server/mod.ts";
import { startServer, type TestServer } from "../../server/transports/http/start_server.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { findViolations } from "./find_violations.ts";

const BY = { kind: "host", name: "test", version: null, on_behalf_of: "Jonas Weber" } as const;

async function serve(readOnly = false): Promise<TestServer> {
  const desk = await openExampleDesk();
  await desk.knowledge.save(null, {
    title: "SSO after an update",
    body: "# Check the certificate\n\n1. Open **Security**\n2. Upload the new metadata",
    tags: ["sso"],
  }, { by: BY });
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques", readOnly } });
  return { ...served, [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
}

browserTest("an article is found, written, changed by two people, and archived", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/knowledge"));
  const { page, problems } = opened;
  await page.getByRole("button", { name: "New article" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Title").fill("Invoices");
  await dialog.getByLabel("Text (Markdown)").fill("Within **14 days**.");
  await dialog.getByLabel("Tags").fill("billing, money");
  await dialog.getByLabel("Audience").selectOption("Public");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Invoices" }).waitFor();
  await page.locator("strong", { hasText: "14 days" }).waitFor();
  const { tags, audience, revision } = await served.desk.knowledge.get("invoices");
  assert.deepEqual([tags, audience], [["billing", "money"], "public"]);

  await page.getByRole("button", { name: "Edit" }).click();
  await dialog.getByLabel("Text (Markdown)").fill("Within 30 days.");
  await served.desk.knowledge.save("invoices", { body: "Within 10 days.", title: "All invoices" }, {
    ...{ by: BY, expected_revision: revision },
  });
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Now: Within 10 days.").waitFor();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("Within 30 days.").waitFor();
  await page.getByRole("heading", { name: "All invoices" }).waitFor();

  await page.getByRole("button", { name: "Archive" }).click();
  await page.getByRole("button", { name: "Restore" }).waitFor();
  assert.equal((await served.desk.knowledge.get("invoices")).archived, true);
  await page.goto(served.at("/#/knowledge?q=certificate"));
  await page.getByRole("link", { name: "SSO after an update" }).click();
  await page.getByRole("heading", { name: "Check the certificate" }).waitFor();
  assert.deepEqual(problems, []);
});

browserTest("a wide table of an article scrolls, and breaks no word", async () => {
  await using served = await serve();
  const [heads, cells] = [["Datacentre", "Responsibility", "Availability", "Infrastructure"], "|---|---|---|---|"];
  const body = `| ${heads.join(" | ")} |\n${cells}\n| 1 | 2 | 3 | 4 |`;
  await served.desk.knowledge.save(null, { title: "Wide", body }, { by: BY });
  await using opened = await openPage(served.at("/#/article/wide"), { viewport: { width: 320, height: 640 } });
  const { page } = opened;
  const table = page.locator(".markdown .table");
  await table.waitFor();
  assert.ok(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth), "it scrolls");
  const heights = await table.locator("th").evaluateAll((all) => all.map(({ clientHeight }) => clientHeight));
  assert.equal(new Set(heights).size, 1);
  assert.ok(heights[0]! < 40, `${heights[0]} pixels: one line`);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page does not");
  assert.deepEqual(await findViolations(page), []);
});

browserTest("a saved view of the settings is in the list, with its order", async () => {
  await using served = await serve();
  const views = { "Sign-in <b>problems</b>": { query: "tag:sso", sort: "oldest" as const } };
  await served.desk.settings.change((document) => ({ ...document, views }), { by: BY });
  await using opened = await openPage(served.at("/"));
  const { page, problems } = opened;
  await page.getByRole("link", { name: "Sign-in <b>problems</b>" }).click();
  await page.getByRole("heading", { name: "Sign-in <b>problems</b>" }).waitFor();
  await page.getByText("All SSO sign-ins fail").waitFor();
  await page.getByRole("button", { name: "Oldest first" }).waitFor();
  assert.deepEqual(problems, []);
});

browserTest("a search in everything shows where it matched, and leads there", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/"));
  const { page, problems } = opened;
  await page.getByText("Where do I find my customer number?").waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("certificate");
  await page.getByRole("option", { name: "Search everything for “certificate”" }).click();
  await page.getByRole("heading", { name: "Knowledge" }).waitFor();
  await page.getByRole("main").getByText("renewed").first().waitFor();
  await page.getByRole("link", { name: "Tickets: Show all" }).click();
  await page.getByRole("heading", { name: "All tickets" }).waitFor();
  assert.deepEqual(problems, []);
});

browserTest("the settings are shown, and a read-only desk offers no change of an article", async () => {
  await using served = await serve(true);
  await using opened = await openPage(served.at("/#/settings"));
  const { page, problems } = opened;
  await page.getByRole("heading", { name: "Deadlines in hours" }).waitFor();
  await page.getByText("support-mcp settings edit").waitFor();
  await page.getByText("Jonas Weber").waitFor();
  await page.goto(served.at("/#/article/sso-after-an-update"));
  await page.getByRole("heading", { name: "Check the certificate" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Edit" }).count(), 0);
  assert.deepEqual(problems, []);
});

closeBrowserAtEnd();
