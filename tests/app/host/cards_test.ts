/** Cards in a real browser, in a host with the bridge of the MCP Apps SDK, on our server. */

import assert from "node:assert/strict";
import { ticketsServer } from "../../../server/mod.ts";
import { browserTest, closeBrowserAtEnd } from "../browser/chromium.ts";
import { findViolations } from "../browser/find_violations.ts";
import { until } from "../../until.ts";
import { type HostPage, openHostPage } from "./open_host_page.ts";

/** Checks everything that a host may rely on: the height, no scrolling, few buttons, no accessibility problems, no errors. */
async function assertIsCard(host: HostPage): Promise<void> {
  const frame = host.page.frames()[1]!;
  const fits = () => frame.evaluate(() => document.documentElement.scrollHeight <= innerHeight);
  await until(async () => (await host.readRecord()).heights.length > 0, "the card asks for a height");
  await until(fits, "a height that fits"); // the host gives it a moment after the card asks for it
  const { heights } = await host.readRecord();
  assert.ok(heights.every((height) => height! <= 500), heights.join());
  const buttons = await frame.locator(".card-foot button").count();
  assert.ok(buttons <= 2, `${buttons} buttons`);
  assert.deepEqual(await findViolations(frame), []);
  assert.deepEqual(host.problems, []);
}

const WIDE = { viewport: { width: 1200, height: 760 } };
const SANDBOXES = ["", "allow-forms", "allow-same-origin allow-forms allow-popups"];

for (const sandbox of SANDBOXES) {
  browserTest(`the queue card shows what the model found (sandbox: allow-scripts ${sandbox})`, async () => {
    await using host = await openHostPage({ tool: "search_tickets", input: { query: "status:open" }, sandbox });
    await host.app.getByText("status:open").waitFor();
    await host.app.getByText("Where do I find my customer number?").waitFor();
    await assertIsCard(host);
  });
}

browserTest("cards show customers by name, with the address as tooltip", async () => {
  await using host = await openHostPage({ tool: "search_tickets", input: { query: "tag:sso" } });
  const customer = host.app.locator(".card-row bdi[title*='@']").first();
  const address = await customer.getAttribute("title");
  const { name } = await host.desk.customers.get(address!);
  assert.notEqual(name, "");
  await host.app.locator(".card-row").getByText(name, { exact: true }).first().waitFor();
  await host.app.locator(".card-row").first().click();
  await host.app.locator(".card-facts").getByText(name, { exact: true }).waitFor();
});

browserTest("a card says in the language of the host why its call failed", async () => {
  await using host = await openHostPage({
    tool: "get_ticket",
    input: { ticket_id: 99 },
    context: { locale: "de-DE" },
  });
  await host.app.getByText("Es gibt kein Ticket #99.").waitFor();
  assert.equal(await host.app.getByText("not found").count(), 0);
  await assertIsCard(host);
});

browserTest("a card opens a ticket in its own room, and goes back", async () => {
  await using host = await openHostPage({ tool: "search_tickets", input: { query: "tag:sso" } });
  await host.app.getByRole("button", { name: "All SSO sign-ins fail" }).click();
  await host.app.getByRole("heading", { name: "#1055" }).waitFor();
  await assertIsCard(host);
  await host.app.getByRole("button", { name: "Back" }).click();
  await host.app.getByRole("heading", { name: "Tickets" }).waitFor();
});

browserTest("the whole desk opens in full screen, at the ticket of the card", async () => {
  await using host = await openHostPage({ tool: "get_ticket", input: { ticket_id: 1055 }, browser: WIDE });
  await host.app.getByRole("button", { name: "Open the ticket" }).click();
  await host.app.locator(".frame").getByRole("heading", { name: "All SSO sign-ins fail" }).waitFor();
  await until(async () => (await host.readRecord()).modelContexts.length > 0, "the page informs the model");
  const { modes, modelContexts } = await host.readRecord();
  assert.deepEqual(modes, ["fullscreen"]);
  assert.deepEqual(modelContexts, [{
    content: [{ type: "text", text: "The person looks at ticket #1055 in the desk." }],
  }]);
  await host.app.getByRole("link", { name: "Approvals" }).click();
  await host.app.getByRole("heading", { name: "Approvals" }).waitFor();
  assert.deepEqual(host.problems, []);
});

for (const sandbox of ["", "allow-forms"]) {
  browserTest(`a reply is written in a host (${sandbox || "without forms"})`, async () => {
    await using host = await openHostPage({ tool: "get_ticket", input: { ticket_id: 1055 }, browser: WIDE, sandbox });
    await host.app.getByRole("button", { name: "Open the ticket" }).click();
    await host.app.getByRole("textbox", { name: "Reply" }).fill("The proxy is cleared.");
    await host.app.getByRole("textbox", { name: "Reply" }).press("Control+Enter");
    await host.app.locator(".thread").getByText("The proxy is cleared.").waitFor();
    const { items } = await host.desk.tickets.listComments("1055");
    assert.equal(items.at(-1)!.body, "The proxy is cleared.");
    assert.deepEqual(host.problems, []);
  });
}

browserTest("the desk opens in full screen on a server of tickets alone", async () => {
  await using host = await openHostPage({ tool: "open_desk", definition: ticketsServer, browser: WIDE });
  await host.app.getByRole("button", { name: "Open the desk" }).click();
  await host.app.locator(".frame").getByText("Where do I find my customer number?").waitFor();
  await host.app.getByRole("heading", { name: "Open", exact: true }).waitFor();
  assert.equal(await host.app.getByRole("searchbox", { name: "Filter" }).inputValue(), "");
});

browserTest("the ticket card assigns the ticket to the person", async () => {
  await using host = await openHostPage({ tool: "get_ticket", input: { ticket_id: "1060" } });
  await host.app.getByRole("button", { name: "Assign to me" }).waitFor();
  await assertIsCard(host);
  await host.app.getByRole("button", { name: "Assign to me" }).click();
  await host.app.getByText("Ana Marques").waitFor();
  assert.equal((await host.desk.tickets.get("1060")).assignee, "Ana Marques");
});

browserTest("the ticket card asks the model for a draft", async () => {
  await using host = await openHostPage({ tool: "open_desk", input: { ticket_id: "1055" } });
  await host.app.getByRole("button", { name: "Draft a reply" }).click();
  await until(async () => (await host.readRecord()).messages.length === 1, "the message");
  assert.match(JSON.stringify((await host.readRecord()).messages), /Draft a reply to ticket #1055\./);
});

const merge = (ticket_id: string, into_ticket_id: string) => ({
  name: "merge_tickets",
  arguments: { ticket_id, into_ticket_id },
});

browserTest("the approval card shows the exact change, and carries it out when the person grants it", async () => {
  await using host = await openHostPage({
    tool: "get_approval",
    input: { approval_id: "A1" },
    prepare: (client) => client.callTool(merge("1059", "1058")),
  });
  await host.app.getByText("Merge #1059 into #1058", { exact: true }).waitFor();
  await host.app.locator(".values").getByText("Dark theme: chart labels are unreadable").waitFor();
  await assertIsCard(host);
  await host.app.getByText("Exact text").click();
  await host.app.getByText("Close ticket #1059 (open, revision 1) as a duplicate of ticket #1058").waitFor();
  await assertIsCard(host);
  assert.equal((await host.desk.tickets.get("1059")).merged_into, null);
  await host.app.getByRole("button", { name: "Grant" }).click();
  await host.app.getByText("Granted. The change was carried out.").waitFor();
  assert.equal((await host.desk.tickets.get("1059")).merged_into, "1058");
  const { decided_via } = await host.desk.approvals.get("A1");
  assert.equal(decided_via, "app");
  await assertIsCard(host);
});

browserTest("another approval never takes the place of one that was decided", async () => {
  await using host = await openHostPage({
    tool: "list_approvals",
    prepare: async (client) => {
      await client.callTool(merge("1059", "1058"));
      const input = { email: "liam@brightleaf.example", account_tier: "enterprise", status: "suspended" };
      await client.callTool({ name: "update_account", arguments: input });
    },
  });
  await host.app.getByRole("button", { name: "Reject" }).click();
  await host.app.getByText("Rejected. Nothing was changed.").waitFor();
  assert.deepEqual(await host.app.getByRole("button", { name: /Grant|Reject/ }).count(), 0);
  await host.app.getByRole("button", { name: "Show the other one" }).click();
  await host.app.locator(".values").getByText("Pro → Enterprise").waitFor();
  await assertIsCard(host);
  assert.equal((await host.desk.approvals.get("A1")).state, "rejected");
  assert.equal((await host.desk.approvals.get("A2")).state, "pending");
});

browserTest("an approval that someone else has decided cannot be decided again", async () => {
  await using host = await openHostPage({
    tool: "get_approval",
    input: { approval_id: "A1" },
    prepare: (client) => client.callTool(merge("1059", "1058")),
  });
  await host.app.getByRole("button", { name: "Grant" }).waitFor();
  const by = { kind: "person", name: "Jonas Weber", version: null } as const;
  await host.desk.approvals.reject("A1", "Two problems", { by, via: "terminal" });
  await host.app.getByRole("button", { name: "Grant" }).click();
  await host.app.getByText("Rejected. Nothing was changed. Two problems").waitFor();
  assert.equal((await host.desk.tickets.get("1059")).merged_into, null);
});

browserTest("a card in a dark, German host", async () => {
  const context = { theme: "dark", locale: "de-DE" } as const;
  await using host = await openHostPage({ tool: "get_ticket", input: { ticket_id: "1055" }, context });
  await host.app.getByRole("button", { name: "Antwort entwerfen" }).waitFor();
  await assertIsCard(host);
});

browserTest("a narrow card with hostile and right-to-left texts", async () => {
  const browser = { viewport: { width: 360, height: 640 } };
  const prepare = (client: HostPage["client"]) =>
    client.callTool({
      name: "create_ticket",
      arguments: {
        subject: `<img src=x onerror="parent.hacked = 1"> ${"فاتورة مفقودة ".repeat(8)}`,
        customer: "liam@brightleaf.example",
        description: `<script>parent.hacked = 1</script>\n${"x".repeat(3_000)}\nJavascript:alert(1)`,
      },
    });
  await using host = await openHostPage({ tool: "search_tickets", input: {}, browser, prepare });
  await host.app.getByText("<img src=x").click();
  await host.app.getByText("<script>parent.hacked = 1</script>").waitFor();
  await assertIsCard(host);
  assert.equal(await host.page.evaluate("globalThis.hacked"), undefined);
});

browserTest("a card takes the colours of its host in pairs, if they are readable", async () => {
  const getColours = (host: HostPage) =>
    host.page.frames()[1]!.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.documentElement);
      return [backgroundColor, color];
    });
  const open = async (variables: Record<string, string>) => {
    const host = await openHostPage({
      ...{ tool: "search_tickets", input: {} },
      context: { styles: { variables: variables as never } },
    });
    await host.app.getByRole("heading", { name: "Tickets" }).waitFor();
    return host;
  };
  {
    await using host = await open({
      "--color-background-primary": "light-dark(#faf9f5, #111)",
      "--color-text-primary": "#141413",
    });
    assert.deepEqual(await getColours(host), ["rgb(250, 249, 245)", "rgb(20, 20, 19)"]);
    await assertIsCard(host);
  }
  for (
    const variables of [
      { "--color-background-primary": "#000" },
      { "--color-background-primary": "#777", "--color-text-primary": "#888" },
      { "--color-background-primary": "nonsense", "--color-text-primary": "transparent" },
    ]
  ) {
    await using host = await open(variables);
    assert.deepEqual((await getColours(host))[0], "rgb(255, 255, 255)");
  }
});

browserTest("a host that never answers gets a page that says so", async () => {
  await using host = await openHostPage({ tool: "search_tickets", isSilent: true, hasClock: true });
  await host.page.clock.fastForward(3_000);
  await host.app.getByRole("heading", { name: "The host does not answer" }).waitFor();
});

for (const input of [{}, { group_by: "assignee" }]) {
  browserTest(`the report card shows the counts of a period (${JSON.stringify(input)})`, async () => {
    await using host = await openHostPage({ tool: "ticket_report", input });
    await host.app.getByRole("heading", { name: "Report" }).waitFor();
    await host.app.getByText("Open at the end").first().waitFor();
    await assertIsCard(host);
  });
}

browserTest("a card shows why a tool failed", async () => {
  await using host = await openHostPage({ tool: "get_ticket", input: { ticket_id: "99999" } });
  await host.app.getByRole("alert").getByText("There is no ticket #99999.").waitFor();
  await assertIsCard(host);
});

browserTest("a host removes the page, and it agrees", async () => {
  await using host = await openHostPage({ tool: "search_tickets" });
  await host.app.getByRole("heading", { name: "Tickets" }).waitFor();
  assert.deepEqual(await host.page.evaluate("globalThis.removeApp()"), {});
});

closeBrowserAtEnd();
