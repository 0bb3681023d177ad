import assert from "node:assert/strict";
import { delay } from "../../base/timing/delay.ts";
import fc from "../fast_check.ts";
import { assertReadable, FuzzHost, type Message } from "./fuzz_host.ts";
import { hostileText, hostileValue } from "./hostile_values.ts";

const METHODS = [
  "ping",
  "tools/list",
  "tools/call",
  "resources/list",
  "resources/read",
  "resources/subscribe",
  "prompts/list",
  "prompts/get",
  "completion/complete",
  "logging/setLevel",
  "initialize",
  "notifications/cancelled",
  "notifications/initialized",
  "no/such/method",
];

const params = fc.oneof(
  fc.constantFrom(
    { name: "get_ticket", arguments: { ticket_id: "42" } },
    { uri: "ticket://42" },
    { uri: "ticket://list" },
    { name: "triage_prompt", arguments: { ticket_id: "42" } },
    { ref: { type: "ref/resource", uri: "ticket://{ticket_id}" }, argument: { name: "ticket_id", value: "4" } },
    { level: "debug" },
    { requestId: 7 },
    { cursor: null },
    { _meta: { progressToken: "p" } },
    { _meta: null },
  ),
  fc.dictionary(fc.constantFrom("name", "uri", "arguments", "_meta", "cursor", "level", "requestId"), hostileValue),
  hostileValue,
);

/** A message in which any member may be missing, wrong or unknown. */
const message = fc.record({
  jsonrpc: fc.oneof({ weight: 8, arbitrary: fc.constant("2.0") }, hostileValue),
  id: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 900_000 }) }, hostileValue),
  method: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...METHODS) }, hostileText),
  params,
  result: hostileValue,
  error: hostileValue,
}, { requiredKeys: [] });

/** Cuts, repeats or replaces a part of a text. */
const mutated = fc.tuple(message, fc.nat(), fc.nat(30), fc.oneof(fc.constant(""), hostileText)).map(
  ([value, at, length, text]) => {
    const line = JSON.stringify(value) ?? "";
    const start = at % (line.length + 1);
    return (line.slice(0, start) + text + line.slice(start + length)).replaceAll("\n", " ");
  },
);

const line = fc.oneof(
  { weight: 4, arbitrary: message.map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: mutated },
  { weight: 1, arbitrary: fc.array(message, { maxLength: 3 }).map((batch) => JSON.stringify(batch)) },
  { weight: 1, arbitrary: hostileText.map((text) => text.replaceAll("\n", " ")) },
);

Deno.test("whatever a host sends, the server goes on, and says nothing that people cannot read", async () => {
  await using host = await FuzzHost.start();
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 10 }), async (lines) => {
      for (const text of lines) host.send(text);
      const { result } = await host.request("ping", {});
      assert.deepEqual(result, {});
      for (const message of host.take()) assertReadable(message);
    }),
    { numRuns: 600 },
  );
});

Deno.test("each request has exactly one response, whatever comes with it", async () => {
  await using host = await FuzzHost.start();
  let id = 0;
  const request = fc.record({ method: fc.constantFrom(...METHODS.slice(0, -3), "no/such/method"), params });
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 10 }), async (requests) => {
      const ids = requests.map(() => ++id);
      requests.forEach((asked, index) => host.send(JSON.stringify({ jsonrpc: "2.0", id: ids[index], ...asked })));
      const answered: Message["id"][] = [];
      for (let tries = 0; answered.length < ids.length && tries < 500; tries++) {
        if (tries > 20) await delay(10);
        await host.request("ping", {});
        answered.push(...host.take().filter(({ method }) => method === undefined).map((message) => message.id));
      }
      assert.deepEqual(answered.sort(), ids.sort());
    }),
    { numRuns: 100 },
  );
});
