/** Long lists, hostile texts and a server that restarts, in a real browser. */

import assert from "node:assert/strict";
import { findFreePort } from "../../../scripts/find_free_port.ts";
import { deskServer } from "../../../server/mod.ts";
import type { Desk } from "../../../store/mod.ts";
import { startServer } from "../../server/transports/http/start_server.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";

const BY = { kind: "host", name: "test", version: null } as const;
const ROWS = 10_000;

/** A page of results with many rows, which no server sends at once. */
function createResult(id: unknown): string {
  const tickets = Array.from({ length: ROWS }, (_, index) => ({
    ...{ id: String(index + 1), subject: `Ticket number ${index + 1}`, customer: "a@b.example", account_tier: "pro" },
    ...{ status: "open", priority: "low", assignee: null, tags: [], revision: 1, due_at: null },
    ...{ created_at: "2026-11-01T09:00:00Z", updated_at: "2026-11-01T09:00:00Z" },
  }));
  const result = { resultType: "complete", content: [], structuredContent: { tickets, cursor: null } };
  return JSON.stringify({ jsonrpc: "2.0", id, result });
}

browserTest("of 10,000 rows few are in the document, and keys reach the last one", async () => {
  const desk = await openExampleDesk();
  await using served = await startServer({ definition: deskServer, desk });
  await using opened = await openPage("about:blank");
  const { page } = opened;
  await page.route("**/mcp", async (route) => {
    const message = JSON.parse(route.request().postData() ?? "{}");
    if (message.params?.name !== "list_ticket_rows") return await route.continue();
    await route.fulfill({ contentType: "application/json", body: createResult(message.id) });
  });
  await page.goto(served.at("/"));
  await page.getByText("Ticket number 1", { exact: true }).waitFor();
  await page.keyboard.press("End");
  await page.getByText(`Ticket number ${ROWS}`, { exact: true }).waitFor();
  const count = await page.getByRole("row").count();
  assert.ok(count > 10 && count < 60, `${count} rows`);
  await page.waitForFunction((id: string) => document.activeElement?.getAttribute("data-id") === id, String(ROWS));
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.activeElement?.getAttribute("data-id") === "1");
  await page.evaluate(pressBeforeFrames, 9);
  await page.keyboard.press("j");
  await page.waitForFunction(() => document.activeElement?.getAttribute("data-id") === "11");
  await served.stop();
  await desk.close();
});

browserTest(
  "rows that come during fast scrolling show their subject, and the rest once the person slows down",
  async () => {
    const desk = await openExampleDesk();
    await using served = await startServer({ definition: deskServer, desk });
    await using opened = await openPage("about:blank");
    const { page } = opened;
    await page.route("**/mcp", async (route) => {
      const message = JSON.parse(route.request().postData() ?? "{}");
      if (message.params?.name !== "list_ticket_rows") return await route.continue();
      await route.fulfill({ contentType: "application/json", body: createResult(message.id) });
    });
    await page.goto(served.at("/"));
    await page.getByText("Ticket number 1", { exact: true }).waitFor();
    const brief = await page.evaluate(scrollFast, 40);
    assert.ok(brief.length > 0 && brief.every((text) => /^Ticket number \d+$/.test(text)), brief.join());
    await page.locator(".rows:not(:has(.brief))").waitFor();
    const rows = await page.locator(".row").count();
    assert.equal(await page.locator(".row .cell-time").count(), rows);
    await served.stop();
    await desk.close();
  },
);

/** Scrolls some pages at once, and returns the texts of the brief rows before the next frame. Runs in the page. */
async function scrollFast(pages: number): Promise<string[]> {
  const scroller = document.querySelector(".scroller")!;
  for (let page = 0; page < pages; page++) {
    scroller.scrollTop += 800;
    scroller.dispatchEvent(new Event("scroll"));
    await Promise.resolve();
  }
  return [...document.querySelectorAll<HTMLElement>(".row:has(.brief)")].map((row) => row.innerText.trim());
}

/** Presses `j` some times, each just before the page does what it has left for the next frame. Runs in the page. */
function pressBeforeFrames(times: number): void {
  const { requestAnimationFrame } = globalThis;
  globalThis.requestAnimationFrame = (run) =>
    requestAnimationFrame((time) => {
      if (times-- > 0) dispatchEvent(new KeyboardEvent("keydown", { key: "j", cancelable: true }));
      run(time);
    });
}

browserTest("hostile texts are shown as text, and run nothing", async () => {
  const desk = await openExampleDesk();
  await using served = await startServer({ definition: deskServer, desk });
  const attack = '<img src=x onerror="document.title=1"><script>document.title=1</script>{{7*7}}\u202Ecod.exe';
  const { id } = await desk.tickets.create({
    subject: attack,
    customer: "liam@brightleaf.example",
    description: `${attack}\njavascript:document.title=1 https://evil.example/"onmouseover="document.title=1`,
  }, { by: BY });
  await desk.tickets.addComment(id, { kind: "note", body: attack }, { by: BY });
  await using opened = await openPage(served.at(`/#/ticket/${id}`));
  const { page, problems } = opened;
  await page.locator(".message.note").waitFor();
  assert.match(await page.title(), /^#.* · Support desk$/);
  assert.equal(await page.locator("main img, main script, main b").count(), 0);
  const links = await page.locator(".message a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.deepEqual(links, ["https://evil.example/"]);
  assert.deepEqual(problems, []);
  await served.stop();
  await desk.close();
});

const ATTACK = '<img src=x onerror="document.title=1"><script>document.title=1</script>';

/** Writes a hostile text into every field that takes one. @returns The id of the ticket. */
async function fillWithAttacks(desk: Desk): Promise<string> {
  const email = "eve@example.com";
  await desk.customers.create({ email, name: ATTACK, notes: ATTACK, organization: ATTACK }, { by: BY });
  const { id } = await desk.tickets.create({ subject: ATTACK, customer: email }, { by: BY });
  await desk.tickets.update(id, { assignee: ATTACK }, { by: BY });
  await desk.tickets.attach(id, { name: "<b>a.txt", type: "text/plain", bytes: new Uint8Array(1) }, { by: BY });
  await desk.tickets.close(id, ATTACK, { by: BY });
  await desk.knowledge.save(null, { title: ATTACK, body: `${ATTACK}\n\n[link](javascript:alert(1))` }, { by: BY });
  await desk.settings.change((document) => ({ ...document, views: { "<b>view</b>": { query: "refund" } } }), {
    by: BY,
  });
  return id;
}

browserTest("hostile texts run nothing in any place", async () => {
  const desk = await openExampleDesk();
  const id = await fillWithAttacks(desk);
  await using served = await startServer({ definition: deskServer, desk });
  await using opened = await openPage(served.at("/"));
  const { page, problems } = opened;
  for (
    const place of ["queue/all", `ticket/${id}`, "customers", "customer/eve%40example.com", "knowledge", "settings"]
  ) {
    await page.goto(served.at(`/#/${place}`));
    const shown = page.locator(`main[data-place="${place.split("/")[0]}"]`);
    await shown.getByText(place === "settings" ? "<b>view</b>" : "<img src=x").first().waitFor().catch((cause) => {
      throw new Error(place, { cause });
    });
    assert.equal(await page.locator("img[src=x], main script, main b, nav b, a[href^='javascript']").count(), 0, place);
    assert.match(await page.title(), / · Support desk$/);
  }
  assert.deepEqual(problems, []);
  await served.stop();
  await desk.close();
});

browserTest("after a restart of the server the page catches up", async () => {
  const desk = await openExampleDesk();
  const port = findFreePort(); // which no other program gets while the server is down
  const first = await startServer({ definition: deskServer, desk, port });
  await using opened = await openPage(first.at("/"));
  const { page } = opened;
  await page.getByText("Where do I find my customer number?").waitFor();
  await first.stop();
  await page.getByText("No connection.").waitFor();
  await desk.tickets.create({ subject: "During the restart", customer: "liam@brightleaf.example" }, { by: BY });
  const second = await startServer({ definition: deskServer, desk, port });
  await page.getByRole("button", { name: "Show 1 new ticket" }).click();
  await page.getByText("During the restart").waitFor();
  await page.getByText("No connection.").waitFor({ state: "hidden" });
  await second.stop();
  await desk.close();
});

closeBrowserAtEnd();
