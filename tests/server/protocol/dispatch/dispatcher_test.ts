import assert from "node:assert/strict";
import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import fc from "fast-check";
import { unpackServer } from "../../../../server/protocol/prepared/shared_lists.ts";
import { prepareResponses } from "../../../../scripts/prepare_responses.ts";
import { ticketsServer } from "../../../../server/mod.ts";
import { FastPath } from "../../../../server/protocol/fast_path/mod.ts";
import { PreparedResponses } from "../../../../server/protocol/prepared/mod.ts";
import { connectServer } from "../../../../server/protocol/sdk/mod.ts";
import { StdioConnection } from "../../../../server/transports/stdio/stdio_connection.ts";
import { openDemoDesk } from "../../connect.ts";
import { CapturedOutput, Input, notification, request } from "../../transports/stdio/pipe.ts";

const prepared = unpackServer(await prepareResponses(), "tickets");

const NEVER_IDLE = 2 ** 30;

/** Two conversations at the same time of day get the same responses. */
const NOW = Date.parse("2026-11-01T09:30:00.000Z");

interface Options {
  /** The SDK's server answers everything. */
  unprepared?: boolean;
  fastPath?: boolean;
  idleMs?: number;
}

/** A host's end of a connection, for which the fast path and the SDK's server are loaded when the test says so. */
async function open({ unprepared = false, fastPath = false, idleMs = NEVER_IDLE }: Options = {}) {
  const desk = await openDemoDesk(() => NOW);
  const input = new Input();
  const output = new CapturedOutput();
  const [wanted, given] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const [loading, loaded] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const received: JSONRPCMessage[] = [];
  const errors: Error[] = [];
  const version = String(prepared.initializeResult.serverInfo.version);
  const onerror = (error: Error) => errors.push(error);
  const server = { definition: ticketsServer, desk: Promise.resolve(desk), version, onerror };
  const connection = new StdioConnection(input, output, {
    prepared: unprepared ? undefined : new PreparedResponses(prepared),
    idleMs,
    onerror,
    async loadFastPath() {
      wanted.resolve();
      await given.promise;
      return fastPath ? new FastPath(server) : undefined;
    },
    async connectServer(transport) {
      loading.resolve();
      await loaded.promise;
      const connected = connectServer(server, transport);
      const deliver = transport.onmessage;
      transport.onmessage = (message: JSONRPCMessage) => {
        received.push(message);
        deliver?.(message);
      };
      return connected;
    },
  });
  connection.start();
  if (!fastPath) given.resolve();
  return {
    desk,
    input,
    output,
    errors,
    connection,
    /** Settles when the fast path is wanted. */
    wanted: wanted.promise,
    give: given.resolve,
    /** Settles when the SDK's server is wanted. */
    loading: loading.promise,
    load: loaded.resolve,
    /** The messages that the SDK's server got. */
    received,
    async [Symbol.asyncDispose]() {
      given.resolve();
      loaded.resolve();
      input.close();
      await connection.closed;
      await connection.stop();
      await desk.close();
    },
  };
}

const createHandshake = (id: string) =>
  request(id, "initialize", {
    protocolVersion: "2025-06-18",
    capabilities: { roots: {} },
    clientInfo: { name: "host", version: "1.2.3" },
  }) + notification("notifications/initialized");
const HANDSHAKE = createHandshake("hello");

const getTicket = (id: number) => request(id, "tools/call", { name: "get_ticket", arguments: { ticket_id: "42" } });
const addComment = (id: number) =>
  request(id, "tools/call", { name: "add_comment", arguments: { ticket_id: "42", body: "Hello" } });
const ids = (messages: readonly { id?: unknown }[]) => messages.map(({ id }) => id);

Deno.test("Dispatcher answers the first requests without the server", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + request(1, "tools/list") + request(2, "resources/list") + request(3, "ping"));
  assert.deepEqual((await host.output.waitForResponse(3)).result, {});
  assert.deepEqual(ids(host.output.messages), ["hello", 1, 2, 3]);
  assert.deepEqual(host.received, []);
});

Deno.test("Dispatcher loads the server for the first request that is not prepared, and keeps the order", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + request(1, "tools/list") + getTicket(2) + request(3, "tools/list"));
  await host.loading;
  host.input.write(request(4, "resources/list"));
  await host.output.waitForResponse(1);
  assert.deepEqual(ids(host.output.messages), ["hello", 1]);
  host.load();
  await Promise.all([2, 3, 4].map((id) => host.output.waitForResponse(id)));
  assert.deepEqual(ids(host.received as { id?: unknown }[]), ["hello", undefined, 2, 3, 4]);
  assert.equal(host.output.messages.filter(({ id }) => id === "hello").length, 1);
});

Deno.test("Dispatcher repeats the handshake for the server as the host sent it", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + addComment(1));
  host.load();
  const { result } = await host.output.waitForResponse(1);
  assert.equal(result.structuredContent.comment.author, "host");
  assert.deepEqual(host.received.slice(0, 2).map((message) => JSON.stringify(message) + "\n").join(""), HANDSHAKE);
});

Deno.test("Dispatcher loads the fast path when the host is idle, and it answers plain reads and calls", async () => {
  await using host = await open({ fastPath: true, idleMs: 0 });
  host.input.write(HANDSHAKE);
  await host.wanted;
  host.input.write(request(1, "tools/list"));
  await host.output.waitForResponse(1); // still without them
  host.give();
  host.input.write(getTicket(2) + request(3, "resources/read", { uri: "ticket://42" }) + addComment(4));
  const { result } = await host.output.waitForResponse(4);
  assert.equal(result.structuredContent.comment.author, "host");
  assert.deepEqual(host.received, []);
});

Deno.test("Dispatcher loads the fast path for the first read or call, and keeps the order", async () => {
  await using host = await open({ fastPath: true });
  host.input.write(HANDSHAKE + request(1, "tools/list") + getTicket(2) + request(3, "tools/list"));
  await host.wanted;
  await host.output.waitForResponse(1);
  assert.deepEqual(ids(host.output.messages), ["hello", 1]);
  host.give();
  await Promise.all([2, 3].map((id) => host.output.waitForResponse(id)));
  assert.deepEqual(host.received, []);
});

Deno.test("Dispatcher loads the server for other requests, and the fast path continues beside it", async () => {
  await using host = await open({ fastPath: true });
  host.give();
  host.input.write(HANDSHAKE + getTicket(1) + request(2, "resources/subscribe", { uri: "ticket://42" }) + getTicket(3));
  await host.loading;
  await host.output.waitForResponse(1);
  host.input.write(request(4, "no/such/method"));
  host.load();
  await Promise.all([2, 3, 4].map((id) => host.output.waitForResponse(id)));
  assert.deepEqual(ids(host.received as { id?: unknown }[]), ["hello", undefined, 2, 4]);
  host.input.write(addComment(5));
  await host.output.waitForResponse(5);
  await host.output.waitForText("notifications/resources/updated");
});

Deno.test("Dispatcher cancels requests on the fast path, before and after the server is loaded", async () => {
  await using host = await open({ fastPath: true });
  host.give();
  const cancelled = (id: number) => getTicket(id) + notification("notifications/cancelled", { requestId: id });
  host.input.write(HANDSHAKE + cancelled(1) + getTicket(2));
  await host.output.waitForResponse(2);
  host.load();
  host.input.write(request(3, "no/such/method") + cancelled(4) + getTicket(5));
  await host.output.waitForResponse(5);
  assert.deepEqual(ids(host.output.messages), ["hello", 2, 3, 5]);
  assert.deepEqual(ids(host.received as { id?: unknown }[]), ["hello", undefined, 3]);
});

Deno.test("Dispatcher answers a cancellation that has an id, and cancels nothing", async () => {
  await using host = await open({ fastPath: true });
  host.load();
  host.input.write(HANDSHAKE + getTicket(1) + request(2, "notifications/cancelled", { requestId: 1 }));
  await host.wanted;
  host.give();
  const { error } = await host.output.waitForResponse(2);
  assert.equal(error.code, -32601);
  assert.ok("result" in await host.output.waitForResponse(1));
});

for (
  const [what, members] of [
    ["a result of null", { result: null }],
    ["a result that is text", { result: "accept" }],
    ["a result that is an array", { result: [{ action: "accept", content: { priority: "high" } }] }],
    ["an error of null", { error: null }],
    [
      "a result and an error",
      { result: { action: "accept", content: { priority: "high" } }, error: { code: 1, message: "no" } },
    ],
  ] as const
) {
  Deno.test(`Dispatcher fails the request of the server that gets ${what}, and reports its id`, async () => {
    await using host = await open();
    host.load();
    const capabilities = { elicitation: {}, sampling: {} };
    const clientInfo = { name: "host", version: "1.2.3" };
    const escalation = { name: "escalate_ticket", arguments: { ticket_id: "43", reason: "Tried for a week." } };
    host.input.write(
      request("hello", "initialize", { protocolVersion: "2025-06-18", capabilities, clientInfo }) +
        notification("notifications/initialized") + request(1, "tools/call", escalation),
    );
    for (const method of ["elicitation/create", "sampling/createMessage"]) {
      await host.output.waitForText(`"method":"${method}"`);
      const { id } = host.output.messages.find((message) => message.method === method);
      host.input.write(JSON.stringify({ jsonrpc: "2.0", id, ...members }) + "\n");
      if (method === "elicitation/create") await host.output.waitForText("sampling/createMessage");
      else await host.output.waitForResponse(1);
      assert.ok(host.errors.at(-1)!.message.startsWith(`The response to request ${id} is invalid: `));
    }
    const { items } = await host.desk.tickets.listEvents("43");
    const outcomes = items.at(-1)!.answers!.map(({ asked, outcome }) => [asked, outcome]);
    assert.deepEqual(outcomes, [["person", "not_possible"], ["model", "not_possible"]]);
    assert.equal((await host.desk.tickets.get("43")).priority, "medium");
  });
}

Deno.test("Dispatcher does nothing for a host that disconnects before the fast path is loaded", async () => {
  await using host = await open({ fastPath: true });
  host.input.write(HANDSHAKE + addComment(1));
  await host.wanted;
  host.connection.close();
  host.give();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual((await host.desk.tickets.listComments("42")).items, []);
});

Deno.test("Dispatcher loads the server for a host that does not start with a handshake", async () => {
  await using host = await open({ fastPath: true, idleMs: 0 });
  await host.wanted;
  host.give();
  host.load();
  host.input.write(request(1, "tools/list") + HANDSHAKE + getTicket(2));
  assert.equal((await host.output.waitForResponse("hello")).result.protocolVersion, "2025-06-18");
  await host.output.waitForResponse(2);
  assert.deepEqual(ids(host.received as { id?: unknown }[]).slice(0, 2), [1, "hello"]);
});

for (
  const [what, first] of [
    ["a request before the handshake", request(1, "tools/list")],
    ["revision 2026-07-28", request(1, "server/discover", { _meta: {} })],
  ]
) {
  Deno.test(`Dispatcher leaves everything to the server when a host starts with ${what}`, async () => {
    await using own = await open({ unprepared: true });
    await using host = await open();
    for (const { input, load } of [own, host]) {
      load();
      input.write(first + HANDSHAKE + request(2, "tools/list"));
    }
    await Promise.all([own.output.waitForResponse(2), host.output.waitForResponse(2)]);
    assert.equal(host.output.text, own.output.text);
    assert.deepEqual(host.received, own.received);
  });
}

for (
  const [what, first] of [
    ["an invalid handshake", request(1, "initialize", { protocolVersion: 1 })],
    ["an empty batch", "[]\n"],
    ["broken JSON", "{oops\n"],
  ] as const
) {
  Deno.test(`Dispatcher rejects ${what} and continues with the first requests`, async () => {
    await using host = await open();
    host.input.write(first + HANDSHAKE + request(2, "tools/list"));
    await host.output.waitForResponse(2);
    assert.ok(host.output.messages[0].error.code < 0);
    assert.deepEqual(host.received, []);
  });
}

Deno.test("Dispatcher drops a request that is cancelled while it waits", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + getTicket(1) + notification("notifications/cancelled", { requestId: 1 }) + getTicket(2));
  await host.loading;
  host.load();
  await host.output.waitForResponse(2);
  assert.deepEqual(ids(host.output.messages), ["hello", 2]);
});

Deno.test("Dispatcher answers requests that wait for the server when the input ends", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + getTicket(1));
  host.input.close();
  await host.loading;
  host.load();
  await host.connection.closed;
  assert.deepEqual(ids(host.output.messages), ["hello", 1]);
});

Deno.test("Dispatcher ends without the server when no message needs it", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + request(1, "tools/list"));
  host.input.close();
  await host.connection.closed;
  assert.deepEqual(ids(host.output.messages), ["hello", 1]);
  assert.deepEqual(host.received, []);
});

Deno.test("Dispatcher answers requests that wait for the server when it is stopped", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + getTicket(1));
  await host.loading;
  const stopped = host.connection.stop();
  host.load();
  await stopped;
  assert.deepEqual(ids(host.output.messages), ["hello", 1]);
});

Deno.test("Dispatcher gives nothing to a server that is loaded too late", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + getTicket(1));
  await host.loading;
  host.connection.close();
  host.load();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(host.received, []);
});

Deno.test("Dispatcher answers a request on which an engine throws, and continues", async () => {
  await using host = await open({ fastPath: true });
  const { tryHandle } = FastPath.prototype;
  FastPath.prototype.tryHandle = function (pending, client) {
    if (pending.id === 1 || pending.id === 2) throw new TypeError("the disk is on fire");
    return tryHandle.call(this, pending, client);
  };
  using _restored = { [Symbol.dispose]: () => void (FastPath.prototype.tryHandle = tryHandle) };
  host.input.write(HANDSHAKE + getTicket(1)); // waits until the fast path is loaded
  await host.wanted;
  host.give();
  await host.output.waitForResponse(1);
  host.input.write(getTicket(2) + getTicket(3));
  await host.output.waitForResponse(3);
  const failure = { code: -32603, message: "the disk is on fire" };
  assert.deepEqual(host.output.responses.slice(1).map(({ id, error }) => [id, error]), [
    [1, failure],
    [2, failure],
    [3, undefined],
  ]);
  assert.deepEqual(host.errors.map(({ message }) => message), ["the disk is on fire", "the disk is on fire"]);
});

/** Messages that a host can send in any order, each with its own id. */
const SAYINGS: readonly ((id: number) => string)[] = [
  (id) => createHandshake(`hello ${id}`),
  (id) => request(id, "initialize", { protocolVersion: "2024-11-05", capabilities: {}, clientInfo: {} }),
  () => notification("notifications/initialized"),
  () => notification("notifications/roots/list_changed"),
  (id) => request(id, "ping"),
  (id) => request(id, "tools/list"),
  (id) => request(id, "tools/list", { cursor: "x" }),
  (id) => request(id, "prompts/list", {}),
  (id) => request(id, "resources/list", { _meta: { progressToken: id } }),
  (id) => request(id, "resources/templates/list"),
  (id) => request(id, "resources/read", { uri: "ticket://42" }),
  (id) => request(id, "resources/read", { uri: "ticket://7" }),
  getTicket,
  (id) => request(id, "tools/call", { name: "add_comment", arguments: { ticket_id: "7", body: "Hello" } }),
  (id) => request(id, "tools/call", { name: "escalate_ticket", arguments: { ticket_id: "7", reason: "loud" } }),
  (id) => request(id, "resources/subscribe", { uri: "ticket://42" }),
  (id) => request(id, "logging/setLevel", { level: "debug" }),
  (id) => request(id, "no/such/method"),
  (id) => request(id, "tools/list", null),
  () => "{}\n",
  () => "this is not JSON\n",
];

/** All responses, sorted: those of the same moment may come in any order. */
async function runConversation(lines: readonly string[], options: Options, loadAfter: number): Promise<string[]> {
  await using host = await open(options);
  for (const [at, line] of lines.entries()) {
    if (at === loadAfter) host.give();
    if (at === 2 * loadAfter) host.load();
    host.input.write(line);
    if (at % 3 === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  host.give();
  host.load();
  host.input.close();
  await host.connection.closed;
  return host.output.text.split("\n").sort();
}

Deno.test("a host gets the same responses with and without prepared ones", async () => {
  const say = fc.nat(SAYINGS.length - 1);
  const sayings = fc.oneof(
    fc.array(say, { maxLength: 8 }),
    fc.array(say, { maxLength: 8 }).map((more) => [0, ...more]),
  );
  await fc.assert(
    fc.asyncProperty(sayings, fc.nat(8), fc.boolean(), fc.boolean(), async (sayings, loadAfter, fastPath, quiet) => {
      const lines = sayings.map((saying, at) => SAYINGS[saying]!(at));
      const idleMs = quiet ? 0 : NEVER_IDLE;
      const own = await runConversation(lines, { unprepared: true, idleMs }, 0);
      assert.deepEqual(await runConversation(lines, { fastPath, idleMs }, loadAfter), own);
    }),
    { numRuns: 100 },
  );
});
