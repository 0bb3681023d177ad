import assert from "node:assert/strict";
import { StdioClient } from "../../../bench/processes/stdio_client.ts";

/** Creates a server that runs `script` for each request, `message`. */
function serverThat(script: string): StdioClient {
  const program = `
    import { createInterface } from "node:readline";
    const answer = (message, result = {}) => console.log(JSON.stringify({ jsonrpc: "2.0", id: message.id, result }));
    for await (const line of createInterface({ input: process.stdin })) {
      const message = JSON.parse(line);
      if (message.id !== undefined) { ${script} }
    }`;
  return new StdioClient({
    program: Deno.execPath(),
    args: ["run", "-A", "--no-config", "--no-lock", `data:text/javascript,${encodeURIComponent(program)}`],
  });
}

function* requests(count: number) {
  for (let number = 0; number < count; number++) {
    yield { method: "resources/read", params: { uri: `ticket://${number}` } };
  }
}

Deno.test("StdioClient.load() counts a response for each request, in any order", async () => {
  await using client = serverThat(`
    globalThis.waiting ??= [];
    waiting.push(message);
    if (waiting.length === 4) for (const one of waiting.splice(0).reverse()) answer(one);`);
  const { responses: answered, seconds } = await client.load(requests(100), { inFlight: 4 });
  assert.equal(answered, 100);
  assert.ok(seconds > 0);
});

Deno.test("StdioClient.load() never exceeds the number of requests in flight", async () => {
  await using client = serverThat(`
    globalThis.waiting = (globalThis.waiting ?? 0) + 1;
    if (waiting > 3) process.exit(1);
    setTimeout(() => { waiting--; answer(message); }, 1);`);
  assert.equal((await client.load(requests(50), { inFlight: 3 })).responses, 50);
});

Deno.test("StdioClient.load() stops when the time is over", async () => {
  await using client = serverThat("answer(message);");
  const { responses: answered } = await client.load(requests(Infinity), { inFlight: 2, milliseconds: 30 });
  assert.ok(answered >= 2);
});

Deno.test("StdioClient responds to a server's requests", async () => {
  await using client = serverThat(`
    if (message.method === undefined) {
      if (message.result.content.priority === "high") answer(asking);
    } else {
      globalThis.asking = message;
      console.log(JSON.stringify({ method: "elicitation/create", params: { message: "?" }, jsonrpc: "2.0", id: 0 }));
    }`);
  assert.equal((await client.load(requests(5), { inFlight: 1 })).responses, 5);
});

Deno.test("StdioClient reads responses that are longer than a pipe", async () => {
  await using client = serverThat('answer(message, { contents: [{ text: "x".repeat(300_000) }] });');
  assert.equal((await client.load(requests(20), { inFlight: 4 })).responses, 20);
});

Deno.test("StdioClient ignores notifications, and texts that look like failures", async () => {
  await using client = serverThat(`
    console.log(JSON.stringify({ jsonrpc: "2.0", method: "notifications/message", params: { data: { id: 1 } } }));
    answer(message, { content: [{ type: "text", text: JSON.stringify({ isError: true, error: {} }) }], isError: false });`);
  await client.handshake();
  assert.equal((await client.load(requests(10), { inFlight: 1 })).responses, 10);
});

for (
  const [what, script] of [
    [
      "an error",
      'console.log(JSON.stringify({ jsonrpc: "2.0", id: message.id, error: { code: -32602, message: "No" } }));',
    ],
    ["a result that is one", 'answer(message, { content: [{ type: "text", text: "No" }], isError: true });'],
  ] as const
) {
  Deno.test(`StdioClient treats ${what} as a failure`, async () => {
    await using client = serverThat(script);
    await assert.rejects(client.request({ method: "resources/read" }), /failure: .*No/);
  });
}

Deno.test("StdioClient fails if the program exits without a response", async () => {
  await using client = serverThat("process.exit(0);");
  await assert.rejects(client.request({ method: "tools/list" }), /exited without a response/);
});
