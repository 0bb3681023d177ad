/** Many tabs of one person: HTTP/1.1 allows a browser six connections to a server. */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { deskServer } from "../../../server/mod.ts";
import { startServer } from "../../server/transports/http/start_server.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";

const BY = { kind: "host", name: "test", version: null } as const;
const FIRST_ROW = "Where do I find my customer number?";

/** Hides the page, or shows it. Chromium calls every page visible while it has no window. */
function setVisible(page: Page, isVisible: boolean): Promise<void> {
  return page.evaluate((isHidden) => {
    Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, !isVisible);
}

browserTest("nine tabs show the desk, and follow it while they are visible", async () => {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk });
  await using opened = await openPage("about:blank");
  const tabs: Page[] = [];
  for (let number = 1; number <= 9; number++) {
    const tab = number === 1 ? opened.page : await opened.page.context().newPage();
    tab.setDefaultTimeout(20_000);
    if (number > 1) await setVisible(tabs.at(-1)!, false);
    await tab.goto(served.at("/"));
    await tab.getByText(FIRST_ROW).waitFor();
    tabs.push(tab);
  }
  await desk.tickets.create({ subject: "For all tabs", customer: "liam@brightleaf.example" }, { by: BY });
  const [first, last] = [tabs[0]!, tabs[8]!];
  const announcement = { name: "Show 1 new ticket" };
  await last.getByRole("button", announcement).waitFor();
  assert.equal(await first.getByRole("button", announcement).count(), 0);
  await setVisible(last, false);
  await setVisible(first, true);
  await first.getByRole("button", announcement).waitFor();
  assert.deepEqual(opened.problems, []);
  await served.stop();
  await desk.close();
});

closeBrowserAtEnd();
