import assert from "node:assert/strict";
import type { McpServer } from "@modelcontextprotocol/server";
import type { Host } from "../../client/connection.ts";
import { workThroughTickets } from "../../client/script.ts";
import { ServerFailure } from "../../client/server_failure.ts";
import { scriptOutput } from "./article_output.ts";
import { articleTickets } from "./article_tickets.ts";
import { connect, customersServer, ticketsServer } from "./fake_desk.ts";
import { hostWith, KeptScreen } from "./host.ts";

/** Newer than what the ticket says. */
const TIERS = { "alice@example.com": "enterprise", "bob@example.com": "free" };

for (const protocol of ["handshake", "2024-11-05", "2026-07-28", "auto"] as const) {
  Deno.test(`workThroughTickets() prints the article's lines over ${protocol}`, async () => {
    const tickets = articleTickets();
    const { text, refusals } = await runScript({
      tickets: () => ticketsServer(tickets),
      customers: () => customersServer(TIERS),
      settings: { protocol },
    });
    assert.equal(text, scriptOutput("enterprise"));
    assert.deepEqual(refusals, []);
    assert.deepEqual(tickets.map(({ status }) => status), ["closed", "open"]);
    assert.equal(
      tickets[0]!.resolution,
      "Hi, we have reset your authentication token and confirmed your login is working again. Please reach out if you " +
        "run into any further issues. — Support Team",
    );
  });
}

Deno.test("workThroughTickets() takes the tier from the ticket where there is no customers' server", async () => {
  const { text } = await runScript({ tickets: () => ticketsServer(articleTickets()) });
  assert.equal(text, scriptOutput("pro"));
});

Deno.test("workThroughTickets() shows what the desk refuses, goes on, and gives it back", async () => {
  const [first] = articleTickets();
  const { text, refusals } = await runScript({ tickets: () => ticketsServer([first!]) });
  assert.ok(text.endsWith("\n🚨 Escalating ticket #43...\n❌ Error: Ticket #43 not found.\n"), text);
  assert.deepEqual(refusals, ["Ticket #43 not found."]);
});

Deno.test("workThroughTickets() says what failed when the customers' server doesn't know the customer", async () => {
  await assert.rejects(
    runScript({ tickets: () => ticketsServer(articleTickets()), customers: () => customersServer({}) }),
    new ServerFailure(
      "customers",
      "did not answer as a support desk does when asked for the customer alice@example.com: " +
        "Customer alice@example.com not found",
    ),
  );
});

Deno.test("workThroughTickets() says what came instead of a ticket", async () => {
  await assert.rejects(
    runScript({ tickets: () => ticketsServer([]) }),
    new ServerFailure(
      "tickets",
      "did not answer as a support desk does when asked for ticket://42: Ticket #42 not found",
    ),
  );
});

Deno.test("workThroughTickets() says what a server doesn't offer", async () => {
  await assert.rejects(
    runScript({ tickets: () => customersServer({}) }),
    /^ServerFailure: The server `tickets` can't do what this needs: .*resources/,
  );
});

interface Run {
  tickets: () => McpServer;
  customers?: () => McpServer;
  settings?: Partial<Host>;
}

async function runScript({ tickets, customers, settings }: Run): Promise<{ text: string; refusals: string[] }> {
  const screen = new KeptScreen();
  const host = hostWith(screen, settings);
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
