/** The desk in a real browser. */

import assert from "node:assert/strict";
import { deskServer } from "../../../server/mod.ts";
import { LinkAuthenticator, parseTokens, TokenAuthenticator } from "../../../server/transports/http/mod.ts";
import { startServer, type TestServer, type TestServerOptions } from "../../server/transports/http/start_server.ts";
import { until } from "../../until.ts";
import { openExampleDesk } from "../example/open_example_desk.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";

const BY = { kind: "host", name: "test", version: null, on_behalf_of: "Jonas Weber" } as const;
const TOKEN = "t".repeat(43);

async function serve(options: TestServerOptions = {}): Promise<TestServer> {
  const desk = await openExampleDesk();
  const served = await startServer({ definition: deskServer, desk, server: { user: "Ana Marques" }, ...options });
  return { ...served, [Symbol.asyncDispose]: () => served.stop().then(() => desk.close()) };
}

browserTest("the queue shows tickets, and announces those that come", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/"));
  const { page, problems } = opened;
  await page.getByText("Where do I find my customer number?").waitFor();
  await served.desk.tickets.create({ subject: "Printer on fire", customer: "liam@brightleaf.example" }, { by: BY });
  await page.getByRole("button", { name: "Show 1 new ticket" }).click();
  await page.getByText("Printer on fire").waitFor();
  assert.deepEqual(problems, []);
});

browserTest("a ticket is found, read and answered with keys alone", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/"));
  const { page, problems } = opened;
  await page.getByText("Where do I find my customer number?").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("tag:sso");
  await page.getByRole("row").and(page.locator("[aria-rowindex='1']")).getByText("All SSO sign-ins fail").waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "All SSO sign-ins fail" }).waitFor();
  await page.keyboard.press("r");
  await page.keyboard.type("Fixed for Lindau too.");
  await page.keyboard.press("Control+Enter");
  await page.locator(".thread").getByText("Fixed for Lindau too.").waitFor();
  await page.getByText("Not sent: this desk has no channel to the customer").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  await page.keyboard.type("low");
  await page.keyboard.press("Enter");
  await page.getByText("#1055 has low priority").waitFor();
  assert.equal((await served.desk.tickets.get("1055")).priority, "low");
  assert.deepEqual(problems, []);
});

browserTest("what is typed for a ticket that is still loaded is in the reply", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page, problems } = opened;
  await page.locator("#subject").waitFor();
  const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
  await page.route("**/mcp", async (route) => {
    if (route.request().postData()?.includes("get_ticket")) await isReleased;
    await route.continue();
  });
  await page.keyboard.press("u");
  await page.locator(".row.focused[data-id='1055']").waitFor();
  for (const key of ["j", "Enter", "r"]) await page.keyboard.press(key);
  await page.keyboard.type("Hello LX");
  await page.keyboard.press("Backspace");
  assert.equal(await page.locator("textarea, [role=dialog]").count(), 0);
  release();
  const reply = page.getByRole("textbox", { name: "Reply" });
  await reply.and(page.locator(":focus")).waitFor();
  await page.keyboard.type("iam");
  assert.equal(await reply.inputValue(), "Hello Liam");
  assert.deepEqual(problems, []);
});

browserTest("what is typed while the filter is applied stays", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/"));
  const { page } = opened;
  await page.getByText("Where do I find my customer number?").waitFor();
  const filter = page.getByRole("searchbox", { name: "Filter" });
  await filter.evaluate((field: HTMLInputElement) =>
    addEventListener("hashchange", () => {
      field.value += "sso";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }, { once: true })
  );
  await filter.fill("tag:");
  await page.locator("[aria-rowindex='1']").getByText("All SSO sign-ins fail").waitFor();
  assert.equal(await filter.inputValue(), "tag:sso");
});

browserTest("a person signs in with a token, which no cookie holds", async () => {
  const authenticator = new TokenAuthenticator(parseTokens(`ana write ${TOKEN}`));
  await using served = await serve({ authenticator });
  await using opened = await openPage(served.at("/"));
  const { page } = opened;
  await page.getByLabel("Access token").fill("wrong");
  await page.keyboard.press("Enter");
  await page.getByText("The server does not know this token").waitFor();
  await page.getByLabel("Access token").fill(TOKEN);
  await page.keyboard.press("Enter");
  await page.getByText("Where do I find my customer number?").waitFor();
  assert.deepEqual(await page.context().cookies(), []);
  await page.reload();
  await page.getByText("Where do I find my customer number?").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Access token").waitFor();
});

browserTest("a link signs in once, and is gone from the address", async () => {
  const authenticator = new LinkAuthenticator("Ana");
  await using served = await serve({ authenticator });
  const link = served.at(`/#/link/${authenticator.createCode()}`);
  await using opened = await openPage(link);
  await opened.page.getByText("Where do I find my customer number?").waitFor();
  assert.equal(new URL(opened.page.url()).hash, "#/queue/open");
  await using again = await openPage(link);
  await again.page.getByLabel("Access token").waitFor();
});

browserTest("a draft survives a reload, and two people see each other's changes", async () => {
  await using served = await serve();
  await using one = await openPage(served.at("/#/ticket/1055"));
  await using other = await openPage(served.at("/#/ticket/1055"));
  await one.page.locator(".you").getByText("Ana Marques").waitFor(); // drafts are kept by person
  await one.page.getByRole("radio", { name: "Note" }).click();
  await one.page.getByRole("textbox", { name: "Note" }).fill("Half a thou");
  await one.page.reload();
  await one.page.waitForFunction(() => document.querySelector("textarea")?.value === "Half a thou");
  await one.page.getByRole("textbox", { name: "Note" }).fill("A whole thought");
  await one.page.getByRole("button", { name: "Add note" }).click();
  await other.page.locator(".thread").getByText("A whole thought").waitFor();
  const note = one.page.getByRole("textbox", { name: "Reply" });
  await until(async () => await note.inputValue() === "", "the sent draft is gone");
});

browserTest("a conflict shows both values", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  await page.getByTitle("Priority (p)").waitFor();
  let isFirst = true;
  await page.route("**/mcp", async (route) => {
    if (isFirst && route.request().postData()?.includes("update_ticket")) {
      isFirst = false;
      await served.desk.tickets.update("1055", { priority: "medium" }, { by: BY });
    }
    await route.continue();
  });
  await page.getByTitle("Priority (p)").click();
  await page.getByRole("option", { name: "Low" }).click();
  const dialog = page.getByRole("dialog", { name: "#1055 changed in the meantime" });
  await dialog.getByRole("row", { name: "Priority Low Medium Jonas Weber · " }).waitFor();
  await dialog.getByRole("button", { name: "Use mine" }).click();
  await until(async () => (await served.desk.tickets.get("1055")).priority === "low", "mine won");
});

browserTest("a reply shows what a colleague wrote since it was begun", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/ticket/1055"));
  const { page } = opened;
  await page.getByRole("textbox", { name: "Reply" }).fill("Mine");
  await served.desk.tickets.addComment("1055", { kind: "reply", body: "Theirs" }, { by: BY });
  await page.locator(".thread").getByText("Theirs", { exact: true }).waitFor();
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog", { name: "#1055 changed in the meantime" });
  await dialog.getByText("Theirs", { exact: true }).waitFor();
  await dialog.getByRole("button", { name: "Read first" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("textbox", { name: "Reply" }).press("Control+Enter");
  await page.locator(".thread").getByText("Mine", { exact: true }).waitFor();
});

browserTest("a question of the server becomes a dialog", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/#/customer/liam@brightleaf.example"));
  const { page } = opened;
  await page.getByRole("heading", { name: "Liam Byrne" }).waitFor();
  await page.getByTitle("Change the tier").click();
  await page.getByRole("option", { name: "Enterprise" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator(".values").getByText("liam@brightleaf.example").waitFor();
  await dialog.getByRole("button", { name: "Change the account" }).click();
  const tier = async () => (await served.desk.customers.get("liam@brightleaf.example")).account_tier;
  await until(async () => await tier() === "enterprise", "the tier is changed");
});

browserTest("the desk says when the connection is lost, and catches up when it is back", async () => {
  await using served = await serve();
  await using opened = await openPage(served.at("/"));
  const { page } = opened;
  await page.getByText("Where do I find my customer number?").waitFor();
  await page.context().setOffline(true);
  await page.getByText("No connection. Nothing is saved until it is back.").waitFor();
  await served.desk.tickets.create({ subject: "While you were away", customer: "liam@brightleaf.example" }, { by: BY });
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Show 1 new ticket" }).waitFor();
  await page.getByText("No connection.").waitFor({ state: "hidden" });
});

closeBrowserAtEnd();
