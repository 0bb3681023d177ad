import assert from "node:assert/strict";
import { type RunningProgram, runProgram, startProgram } from "../program.ts";
import { formatRequest, formatToolCall, HANDSHAKE, parseResponses, waitForResponse } from "../protocol_lines.ts";

/** Formats `initialize` for any revision. */
function formatInitialize(protocolVersion: string, more: Record<string, unknown> = {}): string {
  const clientInfo = { name: "lines", version: "1.0.0" };
  return formatRequest(0, "initialize", { protocolVersion, capabilities: {}, clientInfo, ...more });
}

const INITIALIZED = JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }) + "\n";
const LISTS = ["ping", "tools/list", "resources/list", "resources/templates/list", "prompts/list"];

/** Formats requests for all lists, starting with the id `from`. */
function formatLists(from: number): string {
  return LISTS.map((method, index) => formatRequest(from + index, method)).join("");
}

async function waitForLists(from: number, running: RunningProgram): Promise<unknown[]> {
  const answers = await Promise.all(LISTS.map((_, index) => waitForResponse(from + index, running)));
  return answers.map(({ id: _, ...answer }) => answer);
}

/** Requests the lists at first, and again when the server is loaded. */
async function assertSameBeforeAndAfter(args: readonly string[], greeting: string): Promise<void> {
  await using running = startProgram(["serve", "--demo", ...args]);
  await running.write(greeting + INITIALIZED + formatLists(1));
  const before = await waitForLists(1, running);
  await running.write(formatRequest(10, "resources/read", { uri: "ticket://7" }));
  await waitForResponse(10, running);
  await running.write(formatLists(11));
  assert.deepEqual(before, await waitForLists(11, running));
}

for (const revision of ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "1999-12-31"]) {
  Deno.test(`the first requests are answered like later ones, in revision ${revision}`, async () => {
    await assertSameBeforeAndAfter([], formatInitialize(revision));
  });

  Deno.test(`a handshake is answered the same before and after the server is loaded, in revision ${revision}`, async () => {
    const answers = [];
    // An unusual member needs the loaded server, but does not change the response.
    for (const more of [{}, { _meta: { progressToken: 1 } }]) {
      await using running = startProgram(["serve", "--demo"]);
      await running.write(formatInitialize(revision, more));
      answers.push(await waitForResponse(0, running));
    }
    assert.ok(answers[0]!.result!.serverInfo);
    assert.deepEqual(answers[0], answers[1]);
  });
}

for (
  const args of [["customers"], ["--read-only"], ["--tools", "add_comment"], ["--read-only", "--tools", "add_comment"]]
) {
  Deno.test(`serve ${args.join(" ")} answers the first requests like later ones`, async () => {
    await assertSameBeforeAndAfter(args, formatInitialize("2025-11-25"));
  });
}

Deno.test("a conversation in one chunk gets one response per request, and nothing else on standard output", async () => {
  await using running = startProgram(["serve", "--demo"]);
  await running.write(
    HANDSHAKE + formatLists(1) + formatToolCall(10, "get_ticket", { ticket_id: "42" }) + formatLists(11),
  );
  await running.closeInput();
  const { code, stdout, stderr } = await running.waitForExit();
  assert.deepEqual([code, stderr], [0, ""]);
  const lines = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.filter(({ id }) => id < 10).map(({ id }) => id), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(lines.map(({ id }) => id).sort((a, b) => a - b), [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15]);
  assert.ok(lines.every(({ jsonrpc, result }) => jsonrpc === "2.0" && result !== undefined));
});

Deno.test({
  name: "a signal during start-up shuts the server down gracefully",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using running = startProgram(["serve", "--demo"]);
    await running.write(HANDSHAKE);
    await waitForResponse(0, running);
    await running.write(formatRequest(1, "ping") + formatToolCall(2, "get_ticket", { ticket_id: "42" }));
    await waitForResponse(1, running); // the call was sent in the same chunk
    running.signal("SIGTERM");
    const { code, signal, stdout, stderr } = await running.waitForExit();
    assert.deepEqual([code, signal, stderr], [0, null, ""]);
    assert.ok(parseResponses(stdout).every(({ result }) => result !== undefined));
  },
});

Deno.test("a host is recorded by its own name although its handshake precedes the loading of the server", async () => {
  await using running = startProgram(["serve", "--demo"]);
  await running.write(HANDSHAKE + formatLists(1));
  await waitForLists(1, running);
  await running.write(formatToolCall(10, "add_comment", { ticket_id: "42", body: "Hello." }));
  assert.match(JSON.stringify(await waitForResponse(10, running)), /"author":"lines"/);
});

Deno.test("a desk that cannot be opened ends a server that has answered the first requests", async () => {
  await using running = startProgram(["serve", "--db", "/"]);
  await running.write(HANDSHAKE);
  const { code, stdout, stderr } = await running.waitForExit();
  assert.equal(code, 1);
  assert.match(stderr, /^support-mcp: .*\n$/);
  assert.ok(parseResponses(stdout).length <= 1);
});

Deno.test("a wrong tool name is rejected before any response", async () => {
  const { code, stdout, stderr } = await runProgram(["serve", "--demo", "--tools", "get_tickets"]);
  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(stderr, /"get_tickets" is not a tool .* Tools: close_ticket_tool, /);
});
