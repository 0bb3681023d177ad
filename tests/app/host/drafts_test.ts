/** Drafts in a host, whose page has no storage. */

import assert from "node:assert/strict";
import { browserTest, closeBrowserAtEnd } from "../browser/chromium.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { until } from "../../until.ts";
import { openHostPage } from "./open_host_page.ts";

browserTest("a draft in a host is there when the page is opened again, until it is sent", async () => {
  const desk = await openExampleDesk();
  const options = {
    desk,
    tool: "get_ticket",
    input: { ticket_id: 1055 },
    browser: { viewport: { width: 1200, height: 760 } },
  };
  const count = async () => (await desk.drafts.list("Ana Marques")).length;
  {
    await using host = await openHostPage(options);
    await host.app.getByRole("button", { name: "Open the ticket" }).click();
    await host.app.getByRole("textbox", { name: "Reply" }).fill("The proxy is cleared.");
    await until(async () => await count() === 1, "the desk keeps the draft");
  }
  await using host = await openHostPage(options);
  await host.app.getByRole("button", { name: "Open the ticket" }).click();
  const field = host.app.getByRole("textbox", { name: "Reply" });
  await until(async () => await field.inputValue() === "The proxy is cleared.", "the draft is there");
  await field.press("Control+Enter");
  await host.app.locator(".thread").getByText("The proxy is cleared.").waitFor();
  await until(async () => await count() === 0, "the sent draft is gone");
  assert.deepEqual(host.problems, []);
  await desk.close();
});

closeBrowserAtEnd();
