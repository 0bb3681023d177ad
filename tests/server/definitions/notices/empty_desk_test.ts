import assert from "node:assert/strict";
import { join } from "node:path";
import { customersServer, deskServer, type ServerDefinition, ticketsServer } from "../../../../server/mod.ts";
import { openDesk } from "../../../../store/mod.ts";
import { call, readText } from "../../call.ts";
import { connect, type ConnectOptions, ERAS } from "../../connect.ts";
import { statelessRequest } from "../../transports/http/post.ts";
import { startServer } from "../../transports/http/start_server.ts";

/** Opens an empty desk in a file, which a person can reach with a command. */
async function openEmptyDesk() {
  const folder = await Deno.makeTempDir();
  const location = join(folder, "desk.db");
  const desk = await openDesk(location);
  return {
    desk,
    location,
    async [Symbol.asyncDispose]() {
      await desk.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

const HINTS: readonly [tool: string, definition: ServerDefinition, hint: RegExp, create: RegExp][] = [
  ["search_tickets", deskServer, /^The desk has no tickets yet\. /, / Open a first one with create_ticket\./],
  ["search_tickets", ticketsServer, /^The desk has no tickets yet\. /, / Open a first one with create_ticket\./],
  ["search_customers", deskServer, /^The desk has no customers yet\. /, / Create one with create_customer\./],
  ["search_customers", customersServer, /^The desk has no customers yet\. /, / Create one with create_customer\./],
];

for (const era of ERAS) {
  for (const [tool, definition, hint, create] of HINTS) {
    Deno.test(`${tool} of ${definition.title} says how to begin, in both forms (${era})`, async () => {
      await using empty = await openEmptyDesk();
      for (const readOnly of [false, true]) {
        await using connected = await connect({ ...empty, era, definition, readOnly });
        const { text, data } = await call(connected.client, tool);
        assert.equal(text.split("\n")[0], data.notice);
        assert.match(data.notice, hint);
        assert.equal(create.test(data.notice), !readOnly, data.notice);
        assert.ok(data.notice.includes(`support-mcp import FILE --db ${empty.location}`), data.notice);
      }
    });
  }
}

Deno.test("claim_next_ticket says how to begin, only if the desk has no tickets at all", async () => {
  await using empty = await openEmptyDesk();
  await using connected = await connect(empty);
  const { text, data } = await call(connected.client, "claim_next_ticket");
  assert.match(text, /^The desk has no tickets yet\..*\nNo open ticket is waiting for an assignee\.$/);
  assert.match(data.notice, /create_ticket/);
  await call(connected.client, "create_ticket", { subject: "A", customer: "ana@example.com" });
  await call(connected.client, "claim_next_ticket");
  assert.equal((await call(connected.client, "claim_next_ticket")).data.notice, undefined);
});

Deno.test("ticket://list and customer://list of an empty desk name the command, and no tool", async () => {
  await using empty = await openEmptyDesk();
  await using connected = await connect({ ...empty, definition: deskServer });
  const begin =
    `A person can import data in a terminal with support-mcp import FILE --db ${empty.location}, or try a ` +
    "desk with two sample tickets: support-mcp install HOST --demo.";
  assert.equal(
    await readText(connected.client, "ticket://list"),
    `No open tickets.\nThe desk has no tickets yet. ${begin}`,
  );
  assert.equal(await readText(connected.client, "customer://list"), `The desk has no customers yet. ${begin}`);
});

Deno.test("A desk in memory names no command, which could not reach it", async () => {
  const desk = await openDesk(":memory:");
  await using connected = await connect({ desk, definition: deskServer });
  const { data } = await call(connected.client, "search_tickets");
  assert.equal(data.notice, "The desk has no tickets yet. Open a first one with create_ticket.");
  assert.equal(
    await readText(connected.client, "ticket://list"),
    "No open tickets.\nThe desk has no tickets yet.",
  );
  await connected[Symbol.asyncDispose]();
  await desk.close();
});

Deno.test("The instructions say how to begin, and name create_ticket only where it is offered", async () => {
  const getInstructions = async (options: ConnectOptions) => {
    await using connected = await connect(options);
    return connected.client.getInstructions() ?? "";
  };
  for (const definition of [deskServer, ticketsServer, customersServer]) {
    assert.match(await getInstructions({ definition }), /support-mcp import FILE/);
    const readOnly = await getInstructions({ definition, readOnly: true });
    assert.match(readOnly, /support-mcp import FILE/);
    assert.doesNotMatch(readOnly, /create_/);
    assert.doesNotMatch(readOnly, /serve --demo/, "a model cannot run it");
  }
});

Deno.test("Over HTTP without a session, the hint names create_ticket only where it is offered", async () => {
  await using empty = await openEmptyDesk();
  for (const fastPath of [true, false]) {
    for (const readOnly of [true, false]) {
      await using server = await startServer({ desk: empty.desk, server: { fastPath, readOnly } });
      const { text } = await statelessRequest(server.url, "tools/call", { name: "search_tickets" });
      assert.match(text, /The desk has no tickets yet\./);
      assert.equal(/create_ticket/.test(text), !readOnly);
    }
  }
});
