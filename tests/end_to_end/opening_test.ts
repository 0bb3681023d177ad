import assert from "node:assert/strict";
import { run, type Running, start } from "./program.ts";
import { answersIn, answerTo, call, HANDSHAKE, request } from "./protocol_lines.ts";

/** As `initialize` is sent, in any revision. */
function hello(protocolVersion: string, more: Record<string, unknown> = {}): string {
  const clientInfo = { name: "lines", version: "1.0.0" };
  return request(0, "initialize", { protocolVersion, capabilities: {}, clientInfo, ...more });
}

const INITIALIZED = JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }) + "\n";
const LISTS = ["ping", "tools/list", "resources/list", "resources/templates/list", "prompts/list"];

/** Asks the lists, the first with the id `from`. */
function lists(from: number): string {
  return LISTS.map((method, index) => request(from + index, method)).join("");
}

async function listsAnswered(from: number, running: Running): Promise<unknown[]> {
  const answers = await Promise.all(LISTS.map((_, index) => answerTo(from + index, running)));
  return answers.map(({ id: _, ...answer }) => answer);
}

/** Asks the lists first of all, and again once the server must have been loaded. */
async function assertAlikeBeforeAndAfter(args: readonly string[], greeting: string): Promise<void> {
  await using running = start(["serve", "--demo", ...args]);
  await running.write(greeting + INITIALIZED + lists(1));
  const before = await listsAnswered(1, running);
  await running.write(request(10, "resources/read", { uri: "ticket://7" }));
  await answerTo(10, running);
  await running.write(lists(11));
  assert.deepEqual(before, await listsAnswered(11, running));
}

for (const revision of ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "1999-12-31"]) {
  Deno.test(`the first questions are answered as later ones are, in revision ${revision}`, async () => {
    await assertAlikeBeforeAndAfter([], hello(revision));
  });

  Deno.test(`a handshake is answered alike whether the server is loaded or not, in revision ${revision}`, async () => {
    const answers = [];
    // An unusual member is left to the server; it changes nothing in the answer.
    for (const more of [{}, { _meta: { progressToken: 1 } }]) {
      await using running = start(["serve", "--demo"]);
      await running.write(hello(revision, more));
      answers.push(await answerTo(0, running));
    }
    assert.ok(answers[0]!.result!.serverInfo);
    assert.deepEqual(answers[0], answers[1]);
  });
}

for (
  const args of [["customers"], ["--read-only"], ["--tools", "get_ticket,add_comment"], ["--read-only", "--tools", ""]]
) {
  Deno.test(`serve ${args.join(" ")} answers the first questions as later ones`, async () => {
    await assertAlikeBeforeAndAfter(args, hello("2025-11-25"));
  });
}

Deno.test("a whole conversation in one piece is answered, each question once, with nothing else on standard output", async () => {
  await using running = start(["serve", "--demo"]);
  await running.write(HANDSHAKE + lists(1) + call(10, "get_ticket", { ticket_id: "42" }) + lists(11));
  await running.closeInput();
  const { code, stdout, stderr } = await running.ended();
  assert.deepEqual([code, stderr], [0, ""]);
  const lines = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.filter(({ id }) => id < 10).map(({ id }) => id), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(lines.map(({ id }) => id).sort((a, b) => a - b), [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15]);
  assert.ok(lines.every(({ jsonrpc, result }) => jsonrpc === "2.0" && result !== undefined));
});

Deno.test({
  name: "a signal that comes while the server loads ends it in order",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using running = start(["serve", "--demo"]);
    await running.write(HANDSHAKE);
    await answerTo(0, running);
    await running.write(request(1, "ping") + call(2, "get_ticket", { ticket_id: "42" }));
    await answerTo(1, running); // the call has come in one piece with it
    running.signal("SIGTERM");
    const { code, signal, stdout, stderr } = await running.ended();
    assert.deepEqual([code, signal, stderr], [0, null, ""]);
    assert.ok(answersIn(stdout).every(({ result }) => result !== undefined));
  },
});

Deno.test("a host is known by its own name though it was greeted before the server was loaded", async () => {
  await using running = start(["serve", "--demo"]);
  await running.write(HANDSHAKE + lists(1));
  await listsAnswered(1, running);
  await running.write(call(10, "add_comment", { ticket_id: "42", body: "Hello." }));
  assert.match(JSON.stringify(await answerTo(10, running)), /"author":"lines"/);
});

Deno.test("a desk that can't be opened ends a server that has answered the first questions", async () => {
  await using running = start(["serve", "--db", "/"]);
  await running.write(HANDSHAKE);
  const { code, stdout, stderr } = await running.ended();
  assert.equal(code, 1);
  assert.match(stderr, /^support-mcp: .*\n$/);
  assert.ok(answersIn(stdout).length <= 1);
});

Deno.test("a wrong tool name is refused before anything is answered", async () => {
  const { code, stdout, stderr } = await run(["serve", "--demo", "--tools", "get_tickets"]);
  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(stderr, /has no tool "get_tickets": it has close_ticket_tool, /);
});
