/** The second script of the page, when it does not come, in a real browser. */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { NOTICE_TIME } from "../../../app/desk/mod.ts";
import { deskServer } from "../../../server/mod.ts";
import { startServer } from "../../server/transports/http/start_server.ts";
import { until } from "../../until.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, NOTICE_TIMER, openPage } from "./chromium.ts";

const SCRIPT = "**/desk.js?*";
const TITLE = "This part of the desk could not be loaded";

Deno.test("pages in tests keep the desk's notices", () => {
  assert.equal(NOTICE_TIMER, NOTICE_TIME);
});

/** Starts a server, and opens a page that has shown nothing yet. */
async function open(run: (page: Page, at: (path: string) => string, problems: string[]) => Promise<void>) {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk });
  {
    await using opened = await openPage("about:blank");
    await run(opened.page, served.at, opened.problems);
  }
  await served.stop();
  await desk.close();
}

browserTest("the page works with its second script, which its policy admits", () =>
  open(async (page, at, problems) => {
    const received: string[] = [];
    page.on("response", (response) => received.push(new URL(response.url()).pathname));
    await page.goto(at("/"));
    await page.locator(".row").first().waitFor();
    await page.waitForFunction(() => Reflect.get(globalThis, "supportDesk")?.part !== undefined);
    const scripts = () => received.filter((path) => path === "/desk.js");
    await until(() => scripts().length > 0, "the script is reported"); // the page may run it before
    assert.equal(scripts().length, 1);
    assert.deepEqual(problems, []);
  }));

browserTest(
  "the requests for the first view are sent before the page is read, and once",
  () =>
    open(async (page, at) => {
      const methods: (string | undefined)[] = [];
      page.on("request", (request) => methods.push(request.headers()["mcp-method"]));
      await page.goto(at("/"));
      await page.locator(".row").first().waitFor();
      const [sent, read] = await page.evaluate(() => [
        performance.getEntriesByType("resource")[0]!.startTime,
        performance.getEntriesByType("navigation")[0]!.toJSON().domInteractive as number,
      ]);
      assert.ok(sent! < read!, `${sent} ${read}`);
      for (const method of ["tools/list", "resources/read"]) {
        assert.equal(methods.filter((sent) => sent === method).length, 1, method);
      }
    }),
);

browserTest(
  "a place whose script does not come says so, and is there after another attempt",
  () =>
    open(async (page, at) => {
      await page.route(SCRIPT, (route) => route.abort());
      await page.goto(at("/#/ticket/1055"));
      const alert = page.getByRole("alert").filter({ hasText: TITLE });
      await alert.getByText("The server cannot be reached.").waitFor();
      await page.getByRole("link", { name: "All tickets" }).click();
      await page.locator(".row").first().waitFor();
      await page.goBack(); // a place that is shown again asks for the script again
      await alert.getByText("The server cannot be reached.").waitFor();
      await page.unroute(SCRIPT);
      await alert.getByRole("button", { name: "Try again" }).click();
      await page.locator("#subject").waitFor();
    }),
);

/** Makes the browser as busy as possible: it has no idle time, so that only a timeout runs what waits for it. */
function stayBusy(): void {
  globalThis.requestIdleCallback = (run, options) => {
    if (options?.timeout !== undefined) setTimeout(run, options.timeout);
    return 0;
  };
}

/** Makes the browser wait for the first action of the person. */
function neverBeIdle(): void {
  globalThis.requestIdleCallback = () => 0;
}

browserTest("the second script comes to a browser that has no idle time", () =>
  open(async (page, at) => {
    await page.addInitScript(stayBusy);
    await page.goto(at("/"));
    await page.locator(".row").first().hover();
    await page.getByRole("button", { name: /^Close… #/ }).waitFor();
  }));

browserTest(
  "a selected ticket has its actions, also before the second script was wanted",
  () =>
    open(async (page, at) => {
      await page.addInitScript(neverBeIdle);
      await page.goto(at("/"));
      await page.locator(".row").first().waitFor();
      await page.keyboard.press("j");
      await page.keyboard.press("x");
      await page.getByRole("toolbar", { name: "1 selected" }).getByRole("button", { name: "Status" }).waitFor();
    }),
);

/** Opens the queue, whose second script comes only when it is released. */
async function openHeld(page: Page, at: (path: string) => string): Promise<() => void> {
  const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
  await page.route(SCRIPT, async (route) => {
    await isReleased;
    await route.continue();
  });
  await page.goto(at("/"));
  await page.locator(".row").first().waitFor();
  return release;
}

browserTest(
  "what is typed while an action waits for its script is in the field that it opens",
  () =>
    open(async (page, at) => {
      const release = await openHeld(page, at);
      await page.keyboard.press("t");
      await page.keyboard.type("jx?oy");
      await page.keyboard.press("Backspace");
      assert.equal(await page.locator(".row.focused, .row.selected").count(), 0);
      release();
      const form = page.getByRole("dialog", { name: "New ticket" });
      await form.waitFor();
      await page.waitForFunction(() => document.querySelector("dialog input")?.matches("input:focus"));
      await page.waitForFunction(() => document.querySelector<HTMLInputElement>("dialog input")?.value === "jx?o");
      assert.equal(await page.getByRole("dialog").count(), 1);
      await page.keyboard.press("Escape");
      await form.waitFor({ state: "detached" });
      await page.keyboard.press("j");
      await page.locator(".row.focused").waitFor();
    }),
);

browserTest(
  "the palette has what was typed before its script came, and goes to the ticket",
  () =>
    open(async (page, at) => {
      const release = await openHeld(page, at);
      await page.keyboard.press("Control+k");
      await page.keyboard.type("1055");
      await page.keyboard.press("Enter");
      release();
      await page.waitForURL(/#\/ticket\/1055$/);
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }),
);

browserTest("a note has what was typed from the first key on, before its script came", () =>
  open(async (page, at) => {
    const release = await openHeld(page, at);
    for (const key of ["j", "Enter", "n"]) await page.keyboard.press(key);
    await page.keyboard.type("Called back, and asked");
    release();
    await page.locator(".composer.note").waitFor();
    const isThere = () => document.querySelector("textarea")?.value === "Called back, and asked";
    await page.waitForFunction(isThere);
  }));

browserTest("keys after an action that opens nothing run as keys", () =>
  open(async (page, at) => {
    const release = await openHeld(page, at);
    for (const key of ["j", "i", "j", "x"]) await page.keyboard.press(key);
    release();
    await page.getByRole("toolbar", { name: "1 selected" }).waitFor();
    const places = await page.locator(".row").evaluateAll((rows) =>
      rows.map((row) => row.classList.contains("selected"))
    );
    assert.equal(places.indexOf(true), 1);
  }));

browserTest("a merge finds the number that is typed before its list is there", () =>
  open(async (page, at) => {
    await page.goto(at("/#/ticket/1055"));
    await page.getByText("Similar solved tickets").waitFor();
    await page.keyboard.press("m");
    await page.keyboard.type("1041");
    await page.getByRole("dialog").getByRole("option", { name: /#1041/ }).waitFor();
  }));

browserTest(
  "an action whose script does not come says so, and runs after another attempt",
  () =>
    open(async (page, at) => {
      await page.route(SCRIPT, (route) => route.abort());
      await page.goto(at("/"));
      await page.locator(".row").first().waitFor();
      await page.keyboard.press("j");
      await page.locator(".row.focused").waitFor();
      await page.keyboard.press("t");
      const notice = page.locator(".notice.failed", { hasText: TITLE });
      await notice.waitFor();
      await page.unroute(SCRIPT);
      await notice.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("dialog", { name: "New ticket" }).waitFor();
    }),
);

browserTest(
  "after an update of the server the page is loaded again, and drafts survive",
  () =>
    open(async (page, at) => {
      await page.goto(at("/#/ticket/1055"));
      await page.locator(".you").getByText(/./).first().waitFor(); // drafts are kept by person
      await page.locator("textarea").fill("Half a sentence");
      await page.route(SCRIPT, (route) => route.fulfill({ status: 404 }));
      await page.reload();
      await page.getByText("The server has another version now.").waitFor();
      await page.unroute(SCRIPT);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.waitForFunction(() => document.querySelector("textarea")?.value === "Half a sentence");
    }),
);

browserTest("a second script with other bytes does not run", () =>
  open(async (page, at) => {
    await page.route(SCRIPT, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()}document.title="stolen"` });
    });
    await page.goto(at("/#/ticket/1055"));
    await page.getByText("The browser does not run it.").waitFor();
    assert.equal(await page.title(), "#1055 · Support desk");
  }));

closeBrowserAtEnd();
