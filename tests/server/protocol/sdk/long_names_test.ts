/** Errors repeat names from outside on one clean line, however long these are. */

import assert from "node:assert/strict";
import { call, complete, promptText, readText } from "../../call.ts";
import { connect, ERAS, type TestConnection } from "../../connect.ts";

const NAME = `a\n\u202eb\u200b${"x".repeat(50_000)}`;
const SHORT = `a b${"x".repeat(96)}…`;
const URI = `unknown://${"x".repeat(50_000)}`;
const SHORT_URI = `unknown://${"x".repeat(89)}…`;

type Client = TestConnection["client"];

const CASES: readonly [what: string, ask: (client: Client) => Promise<unknown>, message: string][] = [
  ["a tool", (client) => call(client, NAME), `Tool ${SHORT} not found`],
  ["a prompt", (client) => promptText(client, NAME, {}), `Prompt ${SHORT} not found`],
  ["a resource", (client) => readText(client, URI), `Resource not found: ${SHORT_URI}`],
  [
    "a ticket",
    (client) => readText(client, `ticket://${"x".repeat(50_000)}`),
    `Ticket #${"x".repeat(99)}… not found. A ticket id is a number, such as 42.`,
  ],
  ["a text that is no URI", (client) => readText(client, NAME), `Resource URI ${SHORT} is invalid`],
  [
    "a URI that is not UTF-8",
    (client) => readText(client, `ticket://${"x".repeat(50_000)}%ff`),
    `Resource URI ticket://${"x".repeat(90)}… is invalid: its escapes are not UTF-8.`,
  ],
  [
    "a completed prompt",
    (client) => complete(client, { type: "ref/prompt", name: NAME }, "x", ""),
    `Prompt ${SHORT} not found`,
  ],
  [
    "a completed resource",
    (client) => complete(client, { type: "ref/resource", uri: NAME }, "x", ""),
    `Resource template ${SHORT} not found`,
  ],
];

for (const era of ERAS) {
  for (const [what, ask, message] of CASES) {
    Deno.test(`the error for ${what} with a long name is short and has no invisible characters (${era})`, async () => {
      await using connected = await connect({ era });
      await assert.rejects(ask(connected.client), (error: Error & { data?: unknown }) => {
        assert.ok(error.message.endsWith(message), error.message.slice(0, 300));
        assert.ok(JSON.stringify(error.data ?? null).length < 100);
        return true;
      });
    });
  }
}

Deno.test("the error for a subscription to a long URI is short", async () => {
  await using connected = await connect();
  await assert.rejects(connected.client.subscribeResource({ uri: URI }), {
    message: /uri is too long: 50,010 characters \(limit 2,048\)$/,
    data: undefined,
  });
});
