/** Reading a ticket in a real browser: the title, the focus, and a reply that arrives meanwhile. */

import assert from "node:assert/strict";
import { deskServer } from "../../../server/mod.ts";
import { startServer } from "../../server/transports/http/start_server.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { findViolations } from "./find_violations.ts";

const BY = { kind: "host", name: "test", version: null } as const;

browserTest("a ticket takes the title and the focus, and a new reply does not move who reads above", async () => {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  await using _stopped = { [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
  await desk.tickets.addComment("1055", { body: "Line\n".repeat(80), kind: "note" }, { by: BY });
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page, problems } = opened;
  await page.locator("h1#subject:focus").waitFor();
  const subject = await page.locator("h1#subject").getAttribute("title");
  assert.equal(await page.title(), `#1055 ${subject} · Support desk`);
  for (const key of ["Escape", "Enter"]) {
    await page.getByRole("button", { name: "Edit the subject" }).press("Enter");
    await page.getByRole("textbox", { name: "Subject" }).press(key);
    await page.locator("h1#subject button:focus").waitFor();
  }
  assert.deepEqual(await findViolations(page), []);
  const scroller = page.locator(".ticket-main .scroller");
  await scroller.evaluate((element) =>
    new Promise<void>((resolve) => {
      element.addEventListener("scroll", () => resolve(), { once: true });
      element.scrollTop = 10;
    })
  );
  await desk.tickets.addComment("1055", { body: "It arrives later", kind: "note" }, { by: BY });
  await page.locator(".text").getByText("It arrives later").waitFor({ state: "attached" });
  assert.equal(await scroller.evaluate(({ scrollTop }) => scrollTop), 10);
  assert.deepEqual(problems, []);
});

browserTest("the newest message stays in view while a person writes a long reply", async () => {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  await using _stopped = { [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
  await using opened = await openPage(served.at("/#/ticket/1055"), { viewport: { width: 1280, height: 800 } });
  const { page } = opened;
  const newest = page.locator(".thread").getByText("Lindau goes through the old proxy");
  await newest.waitFor();
  const scroller = page.locator(".ticket-main .scroller");
  const before = await scroller.evaluate(({ clientHeight }) => clientHeight);
  await page.getByRole("textbox", { name: "Reply" }).fill("A line\n".repeat(9));
  await page.waitForFunction((height) => {
    const scroller = document.querySelector(".ticket-main .scroller")!;
    const { scrollTop, clientHeight, scrollHeight } = scroller;
    return clientHeight < height - 40 && scrollHeight - clientHeight - scrollTop < 2;
  }, before);
});

browserTest("a long subject takes two lines of a narrow screen, and is whole after a press", async () => {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  await using _stopped = { [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
  const subject = "The confirmation of our new billing address ".repeat(5).trim();
  const { id } = await desk.tickets.create({ subject, customer: "liam@brightleaf.example" }, { by: BY });
  await using opened = await openPage(served.at(`/#/ticket/${id}`), { viewport: { width: 320, height: 640 } });
  const { page } = opened;
  const whole = page.getByRole("button", { name: "Show the whole subject" });
  await whole.waitFor();
  const measure = () =>
    page.locator("h1#subject > span").evaluate((text) => ({
      lines: Math.round(text.clientHeight / parseFloat(getComputedStyle(text).lineHeight)),
      isClipped: text.scrollHeight > text.clientHeight + 1,
    }));
  assert.deepEqual(await measure(), { lines: 2, isClipped: true });
  await whole.press("Enter");
  await page.locator('h1#subject button[aria-expanded="true"]').waitFor();
  const shown = await measure();
  assert.ok(shown.lines > 4 && !shown.isClipped, JSON.stringify(shown));
  assert.deepEqual(await findViolations(page), []);
  await whole.press("Enter");
  await page.locator('h1#subject button[aria-expanded="false"]').waitFor();
  assert.equal((await measure()).lines, 2);
  await page.goto(served.at("/#/ticket/1060"));
  await page.getByRole("heading", { name: "Where do I find my customer number?" }).waitFor();
  assert.equal(await whole.count(), 0);
});

browserTest("a long subject is whole on a wide screen", async () => {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  await using _stopped = { [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
  const subject = "The confirmation of our new billing address ".repeat(5).trim();
  const { id } = await desk.tickets.create({ subject, customer: "liam@brightleaf.example" }, { by: BY });
  await using opened = await openPage(served.at(`/#/ticket/${id}`), { viewport: { width: 1100, height: 640 } });
  const { page } = opened;
  const text = page.locator("h1#subject > span");
  await text.waitFor();
  const isClipped = await text.evaluate((text) =>
    text.scrollWidth > text.clientWidth + 1 || text.scrollHeight > text.clientHeight + 1
  );
  assert.equal(isClipped, false);
  assert.equal(await page.getByRole("button", { name: "Show the whole subject" }).count(), 0);
});

browserTest(
  "the head of a table in an article differs from its cells, and a list of keys opens at its start",
  async () => {
    const desk = await openExampleDesk();
    const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
    await using _stopped = { [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
    const url = served.at("/#/article/sso-sign-ins-fail-after-a-change");
    await using opened = await openPage(url, { viewport: { width: 320, height: 400 } });
    const { page } = opened;
    const getStyle = (cell: string) =>
      page.locator(`.markdown ${cell}`).first().evaluate((element) => {
        const { fontWeight, borderBottomColor } = getComputedStyle(element);
        return [fontWeight, borderBottomColor];
      });
    const [[weight, line], [cellWeight, cellLine]] = [await getStyle("th"), await getStyle("td")] as [
      string[],
      string[],
    ];
    assert.ok(Number(weight) > Number(cellWeight) && line !== cellLine);
    await page.keyboard.press("?");
    await page.getByRole("button", { name: "Dismiss" }).and(page.locator(":focus")).waitFor();
    assert.equal(await page.locator("dialog").evaluate((dialog) => dialog.scrollTop), 0);
  },
);

closeBrowserAtEnd();
