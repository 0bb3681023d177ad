import assert from "node:assert/strict";
import { type JSONRPCMessage, parseJSONRPCMessage, type Transport } from "@modelcontextprotocol/server";
import fc from "fast-check";
import { prepareResponses } from "../../../scripts/prepare_responses.ts";
import { serveConnection } from "../../../server/protocol/sdk/serve_connection.ts";
import { createFastPathConnection } from "../../../server/protocol/fast_path/fast_path_connection.ts";
import { Dispatcher } from "../../../server/protocol/dispatcher.ts";
import { PreparedResponses } from "../../../server/protocol/prepared/prepared_responses.ts";
import { StdioTransport } from "../../../server/transports/stdio/stdio_transport.ts";
import { ticketsServer } from "../../../server/mod.ts";
import { openDemoDesk } from "../connect.ts";
import { CapturedOutput, Input, notification, request } from "../transports/stdio/pipe.ts";

const { tickets: prepared } = await prepareResponses();

const NEVER_QUIET = 2 ** 30;

/** Two conversations at the same time of day hear the same. */
const NOW = Date.parse("2026-11-01T09:30:00.000Z");

interface Options {
  /** Nothing is prepared: the server answers everything. */
  unprepared?: boolean;
  /** Our definitions answer what they can; else the server does. */
  direct?: boolean;
  quietMs?: number;
}

/** A host's end of a connection, for which our definitions and then the server are loaded when the test says so. */
async function open({ unprepared = false, direct = false, quietMs = NEVER_QUIET }: Options = {}) {
  const desk = await openDemoDesk(() => NOW);
  const input = new Input();
  const output = new CapturedOutput();
  const host = new StdioTransport(input, output);
  const [wanted, given] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const [loading, loaded] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const answers = unprepared ? undefined : new PreparedResponses(prepared);
  const received: JSONRPCMessage[] = [];
  const version = String(prepared.greeting.serverInfo.version);
  const server = { definition: ticketsServer, desk: Promise.resolve(desk), version, fastPath: direct };
  const opening = new Dispatcher(host, {
    prepared: answers,
    idleMs: quietMs,
    async loadFastPath(greeted, send) {
      wanted.resolve();
      await given.promise;
      return createFastPathConnection(server, greeted, send);
    },
    async connectServer(transport: Transport) {
      loading.resolve();
      await loaded.promise;
      const connection = serveConnection(server, transport);
      return {
        ...connection,
        parseMessage(message) {
          const valid = parseJSONRPCMessage(message);
          received.push(valid);
          return valid;
        },
      };
    },
  });
  host.start();
  if (!direct) given.resolve();
  return {
    desk,
    input,
    output,
    host,
    opening,
    /** Settles when our definitions are wanted. */
    wanted: wanted.promise,
    give: given.resolve,
    /** Settles when the server is wanted. */
    loading: loading.promise,
    load: loaded.resolve,
    /** What the server has been given. */
    received,
    async [Symbol.asyncDispose]() {
      given.resolve();
      loaded.resolve();
      input.close();
      await host.closed;
      await opening.stop();
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

Deno.test("Opening answers the first questions without the server", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + request(1, "tools/list") + request(2, "resources/list") + request(3, "ping"));
  assert.deepEqual((await host.output.waitForResponse(3)).result, {});
  assert.deepEqual(ids(host.output.messages), ["hello", 1, 2, 3]);
  assert.deepEqual(host.received, []);
});

Deno.test("Opening brings the server for the first question that isn't prepared, and keeps the order", async () => {
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

Deno.test("Opening gives the server the handshake as the host sent it", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + addComment(1));
  host.load();
  const { result } = await host.output.waitForResponse(1);
  assert.equal(result.structuredContent.comment.author, "host");
  assert.deepEqual(host.received.slice(0, 2).map((message) => JSON.stringify(message) + "\n").join(""), HANDSHAKE);
});

Deno.test("Opening loads our definitions in a quiet moment, and they answer plain reads and calls", async () => {
  await using host = await open({ direct: true, quietMs: 0 });
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

Deno.test("Opening loads our definitions at once for the first read or call, and keeps the order", async () => {
  await using host = await open({ direct: true });
  host.input.write(HANDSHAKE + request(1, "tools/list") + getTicket(2) + request(3, "tools/list"));
  await host.wanted;
  await host.output.waitForResponse(1);
  assert.deepEqual(ids(host.output.messages), ["hello", 1]);
  host.give();
  await Promise.all([2, 3].map((id) => host.output.waitForResponse(id)));
  assert.deepEqual(host.received, []);
});

Deno.test("Opening brings the server for what our definitions can't answer, and they go on beside it", async () => {
  await using host = await open({ direct: true });
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

Deno.test("Opening lets what it answers directly be cancelled, before and after the server is there", async () => {
  await using host = await open({ direct: true });
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

Deno.test("Opening does nothing for a host that is gone before our definitions are there", async () => {
  await using host = await open({ direct: true });
  host.input.write(HANDSHAKE + addComment(1));
  await host.wanted;
  host.host.close();
  host.give();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual((await host.desk.tickets.listComments("42")).items, []);
});

Deno.test("Opening brings the server to a host that doesn't begin with a handshake", async () => {
  await using host = await open({ direct: true, quietMs: 0 });
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
    ["a question before the handshake", request(1, "tools/list")],
    ["revision 2026-07-28", request(1, "server/discover", { _meta: {} })],
    ["a handshake that isn't valid", request(1, "initialize", { protocolVersion: 1 })],
    ["no message at all", "[]\n"],
  ]
) {
  Deno.test(`Opening leaves everything to the server when a host begins with ${what}`, async () => {
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

Deno.test("Opening passes a cancellation on, after what it cancels", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + getTicket(1) + notification("notifications/cancelled", { requestId: 1 }) + getTicket(2));
  await host.loading;
  host.load();
  await host.output.waitForResponse(2);
  assert.deepEqual(ids(host.output.messages), ["hello", 2]);
});

Deno.test("Opening answers what waits for the server when its input ends meanwhile", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + getTicket(1));
  host.input.close();
  await host.loading;
  host.load();
  await host.host.closed;
  assert.deepEqual(ids(host.output.messages), ["hello", 1]);
});

Deno.test("Opening ends without the server when nobody needs it", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + request(1, "tools/list"));
  host.input.close();
  await host.host.closed;
  assert.deepEqual(ids(host.output.messages), ["hello", 1]);
  assert.deepEqual(host.received, []);
});

Deno.test("Opening answers what waits for the server when it is stopped meanwhile", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + getTicket(1));
  await host.loading;
  const stopped = host.opening.stop();
  host.load();
  await stopped;
  assert.deepEqual(ids(host.output.messages), ["hello", 1]);
});

Deno.test("Opening gives a server that comes too late nothing", async () => {
  await using host = await open();
  host.input.write(HANDSHAKE + getTicket(1));
  await host.loading;
  host.host.close();
  host.load();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(host.received, []);
});

/** What a host may say in any order, each with its own id. */
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
  () => "this is no JSON\n",
];

/** Everything that came back, by ids: what is answered at the same time may come in any order. */
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
  await host.host.closed;
  return host.output.text.split("\n").sort();
}

Deno.test("a host can't tell whether its first questions were prepared for", async () => {
  const say = fc.nat(SAYINGS.length - 1);
  const sayings = fc.oneof(
    fc.array(say, { maxLength: 8 }),
    fc.array(say, { maxLength: 8 }).map((more) => [0, ...more]),
  );
  await fc.assert(
    fc.asyncProperty(sayings, fc.nat(8), fc.boolean(), fc.boolean(), async (sayings, loadAfter, direct, quiet) => {
      const lines = sayings.map((saying, at) => SAYINGS[saying]!(at));
      const quietMs = quiet ? 0 : NEVER_QUIET;
      const own = await runConversation(lines, { unprepared: true, quietMs }, 0);
      assert.deepEqual(await runConversation(lines, { direct, quietMs }, loadAfter), own);
    }),
    { numRuns: 100 },
  );
});
