import assert from "node:assert/strict";
import { STDIO_DEFAULT_MAX_BUFFER_SIZE } from "@modelcontextprotocol/server";
import { MAX_LINE_BYTES, StdioTransport } from "../../../../server/transports/stdio/stdio_transport.ts";
import { CapturedOutput, Input, notification, request } from "./pipe.ts";

/** A transport with a host of ours at the other end, and all that reaches the server. */
function createTransport(drainWithinMs?: number) {
  const input = new Input();
  const output = new CapturedOutput();
  const transport = new StdioTransport(input, output, drainWithinMs);
  const received: unknown[] = [];
  const errors: Error[] = [];
  transport.onmessage = (message) => received.push(message);
  transport.onerror = (error) => errors.push(error);
  transport.start();
  return { input, output, transport, received, errors };
}

const answer = (id: number) => ({ jsonrpc: "2.0", id, result: {} } as const);

Deno.test("StdioTransport takes lines as long as the SDK's own does, and ends with longer ones", async () => {
  assert.equal(MAX_LINE_BYTES, STDIO_DEFAULT_MAX_BUFFER_SIZE);
  const { input, received, errors, transport } = createTransport();
  const long = "x".repeat(MAX_LINE_BYTES - 2);
  input.write(JSON.stringify(long) + "\n" + JSON.stringify(long + "x"));
  await transport.closed;
  assert.equal(received.length, 1);
  assert.match(errors[0]!.message, /longer than 10485760 bytes/);
});

Deno.test("StdioTransport passes over lines that aren't JSON", async () => {
  const { input, received, errors, transport } = createTransport();
  input.write(`hello\n\n${notification("one")}{"unfinished\n${notification("two")}`);
  input.close();
  await transport.closed;
  assert.deepEqual(received.map((message) => (message as { method: string }).method), ["one", "two"]);
  assert.deepEqual(errors, []);
});

Deno.test("StdioTransport waits for what is under way when its input ends", async () => {
  const { input, output, received, transport } = createTransport();
  let closed = false;
  transport.closed.then(() => closed = true);
  input.write(request(1, "tools/call") + request(2, "tools/call") + request(3, "subscriptions/listen"));
  input.close();
  while (received.length < 3) await Promise.resolve();
  await transport.send(answer(1));
  assert.equal(closed, false);
  await transport.send(answer(2));
  await transport.closed;
  assert.deepEqual(output.messages.map(({ id }) => id), [1, 2]);
});

Deno.test("StdioTransport waits no longer than hosts do, but for what has to load first", async () => {
  const { input, output, received, transport } = createTransport(100);
  const loading = Promise.withResolvers<void>();
  transport.loading = loading.promise;
  input.write(request(1, "tools/call") + request(2, "tools/call"));
  input.close();
  while (received.length < 2) await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve, 150));
  loading.resolve();
  await transport.send(answer(1));
  await transport.closed; // though the second one is never answered
  assert.deepEqual(output.messages.map(({ id }) => id), [1]);
});

Deno.test("StdioTransport waits for nothing that was cancelled, or isn't a request", async () => {
  const { input, output, transport } = createTransport();
  const cancelled = notification("notifications/cancelled", { requestId: 1 });
  input.write(request(1, "tools/call") + cancelled + request(2, "looks like one"));
  transport.onmessage = (message) => transport.dismiss(message);
  input.close();
  await transport.closed;
  assert.equal(output.text, "");
});

Deno.test("StdioTransport takes nothing new once it drains", async () => {
  const { input, received, transport } = createTransport();
  input.write(request(1, "tools/call"));
  while (received.length === 0) await Promise.resolve();
  const drained = transport.drain();
  input.write(request(2, "tools/call"));
  await transport.send(answer(1));
  await drained;
  await transport.closed;
  assert.equal(received.length, 1);
});

Deno.test("StdioTransport closes when nobody reads any more, and sends nothing afterwards", async () => {
  const transport = new StdioTransport(new Input(), {
    write: () => Promise.reject(new Deno.errors.BrokenPipe("gone")),
  });
  const errors: Error[] = [];
  transport.onerror = (error) => errors.push(error);
  await assert.rejects(transport.send(answer(1)), Deno.errors.BrokenPipe);
  await transport.closed;
  await assert.rejects(transport.send(answer(2)), /closed/);
  assert.equal(errors.length, 1);
});

Deno.test("StdioTransport ends when its input can't be read", async () => {
  const transport = new StdioTransport({ read: () => Promise.reject(new Error("unplugged")) }, new CapturedOutput());
  const errors: Error[] = [];
  transport.onerror = (error) => errors.push(error);
  transport.start();
  await transport.closed;
  assert.match(errors[0]!.message, /unplugged/);
});

Deno.test("StdioTransport says once that it is closed", async () => {
  const { input, transport } = createTransport();
  let times = 0;
  transport.onclose = () => times++;
  transport.close();
  transport.close();
  input.close();
  await transport.closed;
  assert.equal(times, 1);
});
