import assert from "node:assert/strict";
import fc from "../../../fast_check.ts";
import {
  createHandshake,
  type DispatcherTestOptions,
  getTicket,
  NEVER_IDLE,
  openDispatcher,
} from "./open_dispatcher.ts";
import { notification, request } from "../../transports/stdio/pipe.ts";

/** Messages that a host can send in any order, each with its own id. */
const SAYINGS: readonly ((id: number) => string)[] = [
  (id) => createHandshake(`hello ${id}`),
  (id) => request(id, "initialize", { protocolVersion: "2024-11-05", capabilities: {}, clientInfo: {} }),
  () => notification("notifications/initialized"),
  () => notification("notifications/roots/list_changed"),
  (id) => request(id, "ping"),
  (id) => request(id, "tools/list"),
  (id) => request(id, "tools/list", { cursor: "x" }),
  (id) => request(id, "tools/list", { cursor: "" }),
  (id) => request(id, "tools/list", { cursor: null }),
  (id) => request(id, "prompts/list", { cursor: 5 }),
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
async function runConversation(
  lines: readonly string[],
  options: DispatcherTestOptions,
  loadAfter: number,
): Promise<string[]> {
  await using host = await openDispatcher(options);
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
    fc.asyncProperty(sayings, fc.nat(8), fc.nat(2), fc.boolean(), async (sayings, loadAfter, way, quiet) => {
      const lines = sayings.map((saying, at) => SAYINGS[saying]!(at));
      const idleMs = quiet ? 0 : NEVER_IDLE;
      const own = await runConversation(lines, { unprepared: true, idleMs }, 0);
      assert.deepEqual(await runConversation(lines, { fastPath: way > 0, lazyTools: way > 1, idleMs }, loadAfter), own);
    }),
    { numRuns: 100 },
  );
});
