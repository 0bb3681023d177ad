import assert from "node:assert/strict";
import type { McpServer } from "@modelcontextprotocol/server";
import type { ConnectionOptions } from "../../../client/connection/connection.ts";
import { workThroughTickets } from "../../../client/demo/script.ts";
import { ServerError } from "../../../client/errors/server_error.ts";
import { getScriptOutput } from "../article_output.ts";
import { createArticleTickets } from "../article_tickets.ts";
import { connect, createCustomersServer, createTicketsServer } from "../fake_desk.ts";
import { CapturedScreen, createOptions } from "../connection_options.ts";

/** Newer than the tier in the ticket. */
const TIERS = { "alice@example.com": "enterprise", "bob@example.com": "free" };

for (const protocol of ["handshake", "2024-11-05", "2026-07-28", "auto"] as const) {
  Deno.test(`workThroughTickets() prints the article's lines over ${protocol}`, async () => {
    const tickets = createArticleTickets();
    const { text, refusals } = await runScript({
      tickets: () => createTicketsServer(tickets),
      customers: () => createCustomersServer(TIERS),
      settings: { protocol },
    });
    assert.equal(text, getScriptOutput("enterprise"));
    assert.deepEqual(refusals, []);
    assert.deepEqual(tickets.map(({ status }) => status), ["closed", "open"]);
    assert.equal(
      tickets[0]!.resolution,
      "Hi, we have reset your authentication token and confirmed your login is working again. Please reach out if you " +
        "run into any further issues. — Support Team",
    );
  });
}

Deno.test("workThroughTickets() takes the tier from the ticket without a customers server", async () => {
  const { text } = await runScript({ tickets: () => createTicketsServer(createArticleTickets()) });
  assert.equal(text, getScriptOutput("pro"));
});

Deno.test("workThroughTickets() shows a refusal, continues and returns it", async () => {
  const [first] = createArticleTickets();
  const { text, refusals } = await runScript({ tickets: () => createTicketsServer([first!]) });
  assert.ok(text.endsWith("\n🚨 Escalating ticket #43...\n❌ Error: Ticket #43 not found.\n"), text);
  assert.deepEqual(refusals, ["Ticket #43 not found."]);
});

Deno.test("workThroughTickets() reports a customer that the customers server does not know", async () => {
  await assert.rejects(
    runScript({
      tickets: () => createTicketsServer(createArticleTickets()),
      customers: () => createCustomersServer({}),
    }),
    new ServerError(
      "customers",
      "returned an unexpected result while looking up the customer alice@example.com: " +
        "Customer alice@example.com not found",
    ),
  );
});

Deno.test("workThroughTickets() reports the text received instead of a ticket", async () => {
  await assert.rejects(
    runScript({ tickets: () => createTicketsServer([]) }),
    new ServerError(
      "tickets",
      "returned an unexpected result while reading ticket://42: Ticket #42 not found",
    ),
  );
});

Deno.test("workThroughTickets() reports what a server does not support", async () => {
  await assert.rejects(
    runScript({ tickets: () => createCustomersServer({}) }),
    /^ServerError: The server `tickets` does not support this request: .*resources/,
  );
});

interface Run {
  tickets: () => McpServer;
  customers?: () => McpServer;
  settings?: Partial<ConnectionOptions>;
}

async function runScript({ tickets, customers, settings }: Run): Promise<{ text: string; refusals: string[] }> {
  const screen = new CapturedScreen();
  const host = createOptions(screen, settings);
  const desk = {
    tickets: await connect("tickets", tickets, host),
    customers: customers === undefined ? null : await connect("customers", customers, host),
  };
  try {
    return { refusals: await workThroughTickets(desk, screen), text: screen.text };
  } finally {
    await desk.tickets.close();
    await desk.customers?.close();
  }
}
