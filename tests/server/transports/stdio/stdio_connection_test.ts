import assert from "node:assert/strict";
import { type JSONRPCMessage, STDIO_DEFAULT_MAX_BUFFER_SIZE, type Transport } from "@modelcontextprotocol/server";
import { MAX_LINE_BYTES, StdioConnection } from "../../../../server/transports/stdio/stdio_connection.ts";
import type { Sink } from "../../../../server/transports/stdio/batched_writer.ts";
import type { Source } from "../../../../server/transports/stdio/line_reader.ts";
import { CapturedOutput, Input, notification, request } from "./pipe.ts";

/** A connection to a host, with a server that answers when the test does. */
function connect({ drainTimeoutMs, input = new Input(), output = new CapturedOutput(), loading }: {
  drainTimeoutMs?: number;
  input?: Source;
  output?: Sink;
  loading?: Promise<void>;
} = {}) {
  const received: JSONRPCMessage[] = [];
  const errors: Error[] = [];
  let server: Transport | undefined;
  let closes = 0;
  const connection = new StdioConnection(input, output, {
    loadFastPath: async () => {
      await loading;
      return undefined;
    },
    connectServer(transport) {
      server = transport;
      transport.onmessage = (message: JSONRPCMessage) => received.push(message);
      transport.onclose = () => closes++;
      return Promise.resolve({ close: () => Promise.resolve() });
    },
    onerror: (error) => errors.push(error),
    ...drainTimeoutMs !== undefined && { drainTimeoutMs },
  });
  connection.start();
  return {
    connection,
    received,
    errors,
    respond: (id: number, text = "") => server!.send({ jsonrpc: "2.0", id, result: text === "" ? {} : { text } }),
    /** Acknowledges a `subscriptions/listen`, as the SDK does. */
    acknowledge: (id: number) =>
      server!.send({
        jsonrpc: "2.0",
        method: "notifications/subscriptions/acknowledged",
        params: { _meta: { "io.modelcontextprotocol/subscriptionId": id } },
      }),
    until: async (count: number) => {
      while (received.length < count) await new Promise((resolve) => setTimeout(resolve));
    },
    get closes() {
      return closes;
    },
  };
}

function createPipe() {
  return { input: new Input(), output: new CapturedOutput() };
}

Deno.test("StdioConnection accepts lines of the same length as the SDK's own transport", () => {
  assert.equal(MAX_LINE_BYTES, STDIO_DEFAULT_MAX_BUFFER_SIZE);
});

Deno.test("StdioConnection completes pending requests when its input ends", async () => {
  const { input, output } = createPipe();
  const host = connect({ input, output });
  let closed = false;
  host.connection.closed.then(() => closed = true);
  input.write(request(1, "tools/call") + request(2, "tools/call") + request(3, "subscriptions/listen"));
  input.close();
  await host.until(3);
  await host.respond(1);
  await host.respond(2);
  assert.equal(closed, false);
  await host.acknowledge(3);
  await host.connection.closed;
  assert.deepEqual(output.messages.map(({ id }) => id), [1, 2, undefined]);
});

Deno.test("StdioConnection sends the error of an invalid subscriptions/listen after which input ends", async () => {
  const { input, output } = createPipe();
  const host = connect({ input, output });
  input.write(request(1, "subscriptions/listen"));
  input.close();
  await host.until(1);
  await host.respond(1);
  await host.connection.closed;
  assert.deepEqual(output.messages.map(({ id }) => id), [1]);
});

Deno.test("StdioConnection limits the time for pending requests, but not the time to load", async () => {
  const { input, output } = createPipe();
  const loading = Promise.withResolvers<void>();
  const host = connect({ input, output, drainTimeoutMs: 100, loading: loading.promise });
  input.write(request(1, "tools/call") + request(2, "tools/call"));
  input.close();
  await new Promise((resolve) => setTimeout(resolve, 150));
  loading.resolve();
  await host.until(2);
  await host.respond(1);
  await host.connection.closed; // the second request never gets a response
  assert.deepEqual(output.messages.map(({ id }) => id), [1]);
});

Deno.test("StdioConnection waits neither for cancelled requests nor for invalid ones", async () => {
  const { input, output } = createPipe();
  const host = connect({ input, output });
  input.write(request(1, "tools/call") + notification("notifications/cancelled", { requestId: 1 }));
  input.write('{"jsonrpc":"1.0","id":2,"method":"ping"}\n');
  input.close();
  await host.connection.closed;
  assert.deepEqual(output.messages.map(({ id }) => id), [2]);
});

Deno.test("StdioConnection handles nothing more once it stops, and reports it", async () => {
  const { input, output } = createPipe();
  const host = connect({ input, output });
  input.write(request(1, "tools/call"));
  await host.until(1);
  const stopped = host.connection.stop();
  input.write(request(2, "tools/call") + request(3, "tools/call"));
  await host.respond(1);
  await stopped;
  assert.deepEqual(host.errors.map(({ message }) => message), ["Discarded 2 messages: the connection is closing."]);
  assert.equal(host.received.length, 1);
  assert.equal(host.closes, 1);
});

Deno.test("StdioConnection closes when the host no longer reads", async () => {
  const input = new Input();
  const host = connect({ input, output: { write: () => Promise.reject(new Deno.errors.BrokenPipe("gone")) } });
  input.write(request(1, "tools/call"));
  await host.until(1);
  await host.respond(1);
  await host.connection.closed;
  assert.deepEqual(host.errors, []);
});

Deno.test("StdioConnection ends when its input can't be read", async () => {
  const host = connect({ input: { read: () => Promise.reject(new Error("unplugged")) } });
  await host.connection.closed;
  assert.deepEqual(host.errors.map(({ message }) => message), ["unplugged"]);
});

Deno.test("StdioConnection reads nothing while the host does not read, and loses nothing", async () => {
  const { input, output } = createPipe();
  const unblocked = Promise.withResolvers<void>();
  const slow: Sink = {
    write: async (bytes) => {
      await unblocked.promise;
      return await output.write(bytes);
    },
  };
  const host = connect({ input, output: slow });
  const first = 20; // their responses fill the limit
  for (let id = 1; id <= first; id++) input.write(request(id, "tools/call"));
  await host.until(first);
  for (let id = 1; id <= first; id++) void host.respond(id, "x".repeat(500_000));
  for (let id = first + 1; id <= 60; id++) input.write(request(id, "tools/call"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(host.received.length, first);
  unblocked.resolve();
  await host.until(60);
  for (let id = first + 1; id <= 60; id++) void host.respond(id);
  await output.waitForResponses(60);
  input.close();
  await host.connection.closed;
});

Deno.test("StdioConnection still receives messages while more requests wait than it works on", async () => {
  const { input, output } = createPipe();
  const host = connect({ input, output });
  for (let id = 1; id <= 110; id++) input.write(request(id, "tools/call"));
  input.write(notification("notifications/cancelled", { requestId: 1 }));
  await host.until(111);
  for (let id = 2; id <= 110; id++) void host.respond(id);
  await output.waitForResponses(109);
  input.close();
  await host.connection.closed;
});
