/** Custom fields of a ticket in a real browser: one control per type. */

import assert from "node:assert/strict";
import { deskServer } from "../../../server/mod.ts";
import { startServer } from "../../server/transports/http/start_server.ts";
import { until } from "../../until.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";
import { findViolations } from "./find_violations.ts";

const BY = { kind: "system", name: "test", version: null } as const;
const HOSTILE = "<img src=x onerror=alert(1)>";
const FIELDS = {
  plan: { type: "choice", choices: ["Free", "Pro"], required: true },
  order: { type: "number", description: HOSTILE },
  renewal: { type: "date" },
  beta: { type: "boolean" },
  product: { type: "text" },
} as const;

browserTest("each custom field has the control of its type, and says why a value is refused", async () => {
  const desk = await openExampleDesk();
  await desk.settings.change((document) => ({ ...document, fields: FIELDS }), { by: BY });
  await using served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" } });
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page, problems } = opened;
  await page.getByTitle("plan").click();
  await page.getByRole("option", { name: "Pro" }).waitFor();
  assert.deepEqual(await page.getByRole("option").allTextContents(), ["Free", "Pro"]);
  await page.getByRole("option", { name: "Pro" }).click();
  await page.getByText("#1055: plan is Pro").waitFor();
  await page.getByTitle("beta").click();
  await page.getByRole("option", { name: "yes" }).click();
  await page.getByTitle("renewal").click();
  await page.getByLabel("renewal").fill("2027-03-01");
  await page.keyboard.press("Enter");
  await page.getByTitle("product").click();
  await page.getByRole("textbox", { name: "product" }).fill(HOSTILE);
  await page.getByTitle("Priority (p)").focus(); // leaving the field saves it
  await page.getByTitle("product").getByText(HOSTILE).waitFor();
  await page.getByTitle("order").click();
  const order = page.getByRole("textbox", { name: "order" });
  await order.fill("many");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("Must be a number.").waitFor();
  assert.equal(await order.inputValue(), "many");
  assert.deepEqual(await findViolations(page), []);
  await order.fill("1595");
  await page.keyboard.press("Enter");
  const read = async () => JSON.stringify((await desk.tickets.get("1055")).custom);
  const expected = { beta: true, order: 1595, plan: "Pro", product: HOSTILE, renewal: "2027-03-01" };
  const sort = (custom: object) => JSON.stringify(Object.fromEntries(Object.entries(custom).sort()));
  await until(async () => sort(JSON.parse(await read() ?? "{}")) === sort(expected), "every value is saved");
  await page.locator(".thread").getByText("set order to 1595").waitFor({ state: "attached" });
  assert.deepEqual(problems, []);
  await served.stop();
  await desk.close();
});

closeBrowserAtEnd();
