/** Changes of many tickets in a real browser. */

import assert from "node:assert/strict";
import { deskServer } from "../../../server/mod.ts";
import { startServer } from "../../server/transports/http/start_server.ts";
import { until } from "../../until.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { findViolations } from "./find_violations.ts";

browserTest(
  "tickets are selected with keys, closed together after one approval, and opened again by undo",
  async () => {
    const desk = await openExampleDesk();
    const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
    await using opened = await openPage(served.at("/#/queue/unassigned"));
    const { page, problems } = opened;
    await page.getByText("Where do I find my customer number?").waitFor();
    for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
    await page.getByText("2 selected").waitFor();
    const ids = await page.locator(".row.selected").evaluateAll((rows) =>
      rows.map((row) => row.getAttribute("data-id")!)
    );
    await page.keyboard.press("c");
    await page.getByLabel("How was it solved?").fill("Both were answered by phone.");
    await page.getByRole("button", { name: "Close 2 tickets" }).click();
    const question = page.getByRole("dialog", { name: "Close 2 tickets?" });
    await question.locator(".values").getByText("Both were answered by phone.").waitFor();
    await question.locator(".batch-rows").getByText(`#${ids[0]}`).waitFor();
    assert.equal(await question.getByText("As they are now:").isVisible(), false);
    await question.getByText("Exact text").click();
    await question.getByText('resolution "Both were answered by phone."').waitFor();
    assert.equal(await page.locator(".bulk").innerText(), "2 selected");
    assert.deepEqual(await findViolations(page), []);
    await question.getByRole("button", { name: "Close 2 tickets" }).click();
    await page.getByText("2 tickets changed.").waitFor();
    const readStatuses = () => Promise.all(ids.map(async (id) => (await desk.tickets.get(id)).status));
    assert.deepEqual(await readStatuses(), ["closed", "closed"]);
    await page.getByRole("button", { name: "Undo" }).click();
    const undo = page.getByRole("dialog", { name: "Undo the change of 2 tickets?" });
    await undo.locator(".batch-rows").getByText("Closed → Open").first().waitFor();
    assert.deepEqual(await findViolations(page), []);
    await undo.getByRole("button", { name: "Undo the change of 2 tickets" }).click();
    await page.getByText("2 tickets as before.").waitFor();
    assert.deepEqual(await readStatuses(), ["open", "open"]);
    await page.goto(served.at(`/#/ticket/${ids[0]}`));
    await page.locator(".changes").getByText("Undo in all tickets").waitFor({ state: "attached" });
    assert.deepEqual(problems, []);
    await served.stop();
    await desk.close();
  },
);

browserTest("the message about an earlier change is above the bar of a selection that comes later", async () => {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  await using opened = await openPage(served.at("/#/queue/unassigned"));
  const { page, problems } = opened;
  await page.getByText("Where do I find my customer number?").waitFor();
  for (const key of ["j", "i"]) await page.keyboard.press(key);
  const notice = page.locator(".notice", { hasText: "is assigned to Ana Marques" });
  await notice.waitFor();
  for (const key of ["j", "x"]) await page.keyboard.press(key);
  const bar = page.locator(".bulk");
  await bar.waitFor();
  const readBottom = async () => {
    const { y, height } = (await notice.boundingBox())!;
    return y + height;
  };
  await until(async () => await readBottom() <= (await bar.boundingBox())!.y, "the message is above the bar");
  await bar.getByRole("button", { name: "Clear the selection" }).click();
  await bar.waitFor({ state: "detached" });
  await until(async () => await readBottom() > 680, "the message is at the foot of the page again");
  assert.deepEqual(problems, []);
  await served.stop();
  await desk.close();
});

closeBrowserAtEnd();
