/** Tickets that are chosen by their numbers, in a real browser. */

import { deskServer } from "../../../server/mod.ts";
import { startServer, type TestServer } from "../../server/transports/http/start_server.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";

const BY = { kind: "system", name: "test", version: null } as const;

/** Opens a desk with ticket #2, and #29 of the customer of #1055. */
async function serve(): Promise<TestServer> {
  const desk = await openExampleDesk();
  const { customer } = await desk.tickets.get("1055");
  await desk.archive.importTickets([
    { ticket: { id: "2", subject: "The second one", customer: "liam@brightleaf.example" }, comments: [] },
    { ticket: { id: "29", subject: "Contains the digit", customer }, comments: [] },
  ], BY);
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  return { ...served, [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
}

browserTest("Enter after the number of a ticket waits for this ticket", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  await page.getByText("Similar solved tickets").waitFor();
  await page.keyboard.press("m");
  await page.getByRole("option", { name: "#29" }).waitFor();
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Merge #1055 into #2?" }).waitFor();
});

browserTest("the ticket of a number comes before those that contain its digits", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  await page.getByText("Similar solved tickets").waitFor();
  for (const number of ["2", "#2"]) {
    await page.keyboard.press("m");
    await page.getByRole("combobox").fill(number);
    await page.locator("[role=option]:first-child", { hasText: "The second one" }).waitFor();
    await page.locator("[role=option]:last-child", { hasText: "Contains the digit" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("combobox").waitFor({ state: "detached" });
  }
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("2");
  await page.locator("[role=option]:first-child[aria-selected=true]", { hasText: "The second one" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "The second one" }).waitFor();
});

closeBrowserAtEnd();
