/** Rows of the list in a real browser: their actions, and where a search matched. */

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

browserTest("the row under the pointer and the one with the cursor have actions", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/queue/unassigned"));
  const { page, problems } = opened;
  await page.locator(".row").nth(3).waitFor();
  const ids = await page.locator(".row").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-id")!));
  await page.locator(".row").nth(1).hover();
  await page.getByRole("button", { name: `Assign to me #${ids[1]}` }).click();
  const readAssignee = async (id: string) => (await served.desk.tickets.get(id)).assignee;
  await until(async () => await readAssignee(ids[1]!) === "Ana Marques", "the ticket is assigned");
  await page.locator(".row.left").waitFor(); // it is no longer unassigned
  await page.mouse.move(0, 0);
  await page.getByRole("button", { name: `#${ids[1]}` }).waitFor({ state: "detached" });
  for (const key of ["j", "j", "j"]) await page.keyboard.press(key);
  await page.locator(`.row.focused[data-id="${ids[2]}"]`).focus();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement!.ariaLabel), `Assign to me #${ids[2]}`);
  assert.deepEqual(await findViolations(page), []);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: `Close ticket #${ids[2]}` }).waitFor();
  assert.equal(await page.locator("main").getAttribute("data-place"), "queue");
  assert.deepEqual(problems, []);
});

for (const width of [1280, 390]) {
  browserTest(`a row shows where a search matched, and is no higher (${width} pixels wide)`, async () => {
    await using served = await serve();
    await using opened = await openPage(served.at("/#/queue/all?q=signing+password"), {
      colorScheme: "dark",
      viewport: { width, height: 640 },
    });
    const { page } = opened;
    const row = page.locator(".row", { hasText: "SSO users are asked" });
    const excerpt = row.locator(".match");
    await excerpt.locator("mark", { hasText: "password" }).waitFor();
    const [outer, inner] = [(await row.boundingBox())!, (await excerpt.boundingBox())!];
    assert.equal(outer.height, width === 1280 ? 40 : 64);
    assert.ok(inner.y > outer.y && inner.y + inner.height <= outer.y + outer.height, "it is inside the row");
    assert.deepEqual(await findViolations(page), []);
  });
}

browserTest("a narrow list gives the subject a line, and the due time, status and assignee the one below", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/queue/open"), { viewport: { width: 320, height: 640 } });
  const { page } = opened;
  const row = page.locator(".row", { hasText: "All SSO sign-ins fail" });
  await row.locator(".cell-due time", { hasText: "due" }).waitFor();
  await row.locator(".cell-customer .ellipsis", { hasText: "Mia" }).waitFor(); // names come later
  const measure = async (cell: string) => (await row.locator(cell).boundingBox())!;
  const subject = await measure(".cell-subject");
  assert.ok(subject.width >= 260, `${subject.width} pixels`);
  for (const cell of [".cell-due time", ".cell-marks svg >> nth=1", ".cell-customer .ellipsis", ".avatar"]) {
    const { x, y, width } = await measure(cell);
    assert.ok(y >= subject.y + subject.height - 1 && width > 0 && x + width <= 320, cell);
  }
  assert.deepEqual(await findViolations(page), []);
});

browserTest("a narrow list has room for the names of customers in German too, and says due times in full", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/queue/open"), {
    locale: "de-DE",
    viewport: { width: 320, height: 640 },
  });
  const { page } = opened;
  const row = page.locator(".row", { hasText: "All SSO sign-ins fail" });
  await row.getByText("Mia Hoffmann").waitFor();
  await row.locator(".overdue", { hasText: /^seit 3.Std\. fällig$/ }).waitFor();
  const name = row.locator(".cell-customer .ellipsis");
  assert.equal(await name.evaluate((name) => name.scrollWidth - name.clientWidth), 0);
  assert.deepEqual(await findViolations(page), []);
});

browserTest(
  "a filter that is half typed leaves the list, and one that contradicts the view offers all tickets",
  async () => {
    await using served = await serve();
    await using opened = await openPage(served.at("/#/queue/open"));
    const { page, problems } = opened;
    await page.locator(".row").first().waitFor();
    const count = await page.locator(".row").count();
    const filter = page.getByRole("searchbox", { name: "Filter" });
    await filter.fill("status:pend");
    await page.getByText("“status:pend” does not filter yet. Possible: open, pending, on_hold, closed.").waitFor();
    assert.equal(await page.locator(".row").count(), count);
    assert.deepEqual(await findViolations(page), []);
    await filter.fill("status:pending");
    await page.getByText("No ticket in this view matches the filter.").waitFor();
    assert.equal(await page.getByText("Leave out").count(), 0);
    await page.getByRole("button", { name: "Search all tickets" }).click();
    await page.getByRole("heading", { name: "All tickets" }).waitFor();
    await page.locator(".row").first().waitFor();
    assert.equal(await filter.inputValue(), "status:pending");
    assert.deepEqual(problems, []);
  },
);

closeBrowserAtEnd();
