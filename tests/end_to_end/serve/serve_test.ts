import assert from "node:assert/strict";
import { type RunningProgram, runProgram, startProgram } from "../program.ts";
import { formatRequest, formatToolCall, HANDSHAKE, parseResponses, waitForResponse } from "../protocol_lines.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

/** Starts a server and performs the handshake. */
async function startServing(args: readonly string[], env: Record<string, string> = {}): Promise<RunningProgram> {
  const running = startProgram(["serve", ...args], { env });
  await running.write(HANDSHAKE);
  await waitForResponse(0, running);
  return running;
}

/** Asserts that the program exits on its own. A program that waits for something runs into the timeout. */
async function waitForEnd(running: RunningProgram): Promise<string> {
  const { code, signal, stdout } = await running.waitForExit();
  assert.deepEqual([code, signal], [0, null]);
  return stdout;
}

Deno.test("serve exits when its standard input closes", async () => {
  await using running = await startServing(["--demo"]);
  await running.closeInput();
  await waitForEnd(running);
});

Deno.test("serve exits without a message from a host", async () => {
  const { code, stdout, stderr } = await runProgram(["serve", "--demo"]);
  assert.deepEqual([code, stdout, stderr], [0, "", ""]);
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test({
    name: `serve ends on ${signal}`,
    ignore: Deno.build.os === "windows",
    async fn() {
      await using running = await startServing(["--demo"]);
      running.signal(signal);
      await waitForEnd(running);
    },
  });
}

Deno.test("serve exits without an error when the host closes standard output", async () => {
  await using running = await startServing(["--demo"]);
  await running.closeOutput();
  await running.write(formatRequest(1, "tools/list") + formatRequest(2, "tools/list"));
  const { code, stderr } = await running.waitForExit();
  assert.deepEqual([code, stderr], [0, ""]);
});

const MANY = 100;

/** Many writes in one chunk, so that all are running when the first is answered. */
const manyWrites = Array.from(
  { length: MANY },
  (_, index) => formatToolCall(index + 1, "add_comment", { ticket_id: "42", body: `Comment ${index + 1}` }),
).join("");

function assertAllDone(stdout: string): void {
  const answers = parseResponses(stdout).filter(({ id }) => id > 0);
  assert.equal(answers.length, MANY);
  for (const { id, error, result } of answers) {
    assert.deepEqual([error, result?.isError ?? false], [undefined, false], `request ${id}`);
  }
}

Deno.test("serve answers every request that precedes the end of standard input", async () => {
  await using running = await startServing(["--demo"]);
  await running.write(manyWrites);
  await running.closeInput();
  assertAllDone(await waitForEnd(running));
});

Deno.test("serve answers a call that asks the host something when standard input has ended", async () => {
  await using running = startProgram(["serve", "--demo"]);
  const initialize = formatRequest(0, "initialize", {
    protocolVersion: "2025-06-18",
    capabilities: { sampling: {}, elicitation: {} },
    clientInfo: { name: "silent", version: "1" },
  });
  const call = formatToolCall(1, "escalate_ticket", { ticket_id: "43", reason: "The PDF service is down" });
  await running.write(initialize + '{"jsonrpc":"2.0","method":"notifications/initialized"}\n' + call);
  await running.closeInput();
  const answers = parseResponses(await waitForEnd(running));
  assert.deepEqual(answers.map(({ id, error }) => [id, error]), [[0, undefined], [1, undefined]]);
  assert.match(JSON.stringify(answers[1]!.result), /escalation_note/);
});

Deno.test({
  name: "serve answers running requests after a signal, and the store has their changes",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using folder = await TemporaryFolder.create();
    const store = ["--demo", "--db", folder.file("desk.db")];
    {
      await using running = await startServing(store);
      await running.write(manyWrites);
      await waitForResponse(1, running);
      running.signal("SIGTERM");
      assertAllDone(await waitForEnd(running));
    }
    await using again = await startServing(store);
    await again.write(formatToolCall(1, "get_ticket", { ticket_id: "42" }));
    const { result } = await waitForResponse(1, again);
    assert.equal(JSON.stringify(result).includes(`"comment_count":${MANY}`), true);
  },
});

Deno.test("serve keeps changes in a file, and --demo fills only an empty store", async () => {
  await using folder = await TemporaryFolder.create();
  const store = ["--demo", "--db", folder.file("desk.db")];
  const close = formatToolCall(1, "close_ticket_tool", { ticket_id: "42", resolution: "Done." });
  for (const success of [true, false]) {
    await using running = await startServing(store);
    await running.write(close);
    const { result } = await waitForResponse(1, running);
    const [{ text }] = result!.content as [{ text: string }];
    assert.equal(JSON.parse(text).success, success);
    await running.closeInput();
    await waitForEnd(running);
  }
});

Deno.test("serve uses the store of SUPPORT_MCP_DB", async () => {
  await using folder = await TemporaryFolder.create();
  await runProgram(["serve"], { env: { SUPPORT_MCP_DB: folder.file("named.db") } });
  assert.ok((await Deno.stat(folder.file("named.db"))).isFile);
});

Deno.test({
  name: "serve keeps its store in the platform's data folder by default",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using folder = await TemporaryFolder.create();
    await runProgram(["serve"], { env: { XDG_DATA_HOME: folder.path } });
    assert.ok((await Deno.stat(folder.file("support-mcp/desk.db"))).isFile);
  },
});

Deno.test("serve customers serves the other server on the same desk", async () => {
  await using running = await startServing(["customers", "--demo"]);
  await running.write(formatToolCall(1, "get_customer", { email: "alice@example.com" }));
  assert.match(JSON.stringify((await waitForResponse(1, running)).result), /alice@example\.com/);
});

/** Lists the tools of a server started with these flags. */
async function listToolsWith(args: readonly string[], env: Record<string, string> = {}): Promise<string[]> {
  await using running = await startServing(["--demo", ...args], env);
  await running.write(formatRequest(1, "tools/list"));
  const { result } = await waitForResponse(1, running);
  return (result!.tools as { name: string }[]).map((tool) => tool.name).sort();
}

Deno.test("serve --tools exposes only those tools, and --read-only none that write", async () => {
  assert.deepEqual(await listToolsWith(["--tools", "get_ticket,close_ticket_tool"]), [
    "close_ticket_tool",
    "get_ticket",
  ]);
  const reading = await listToolsWith(["--read-only"]);
  assert.ok(reading.includes("get_ticket"));
  assert.ok(!reading.includes("close_ticket_tool"));
});

Deno.test("serve without a name offers the whole desk, and --tools takes groups", async () => {
  const all = await listToolsWith([]);
  for (const name of ["get_ticket", "get_customer", "list_team"]) assert.ok(all.includes(name), name);
  assert.deepEqual(await listToolsWith(["--tools", "customers"]), await listToolsWith(["customers"]));
  assert.deepEqual(await listToolsWith(["--tools", "tickets"]), await listToolsWith(["tickets"]));
  const { code, stderr } = await runProgram(["serve", "customers", "--demo", "--tools", "tickets"]);
  assert.equal(code, 2);
  assert.match(
    stderr,
    /--tools is invalid: "tickets" is not a tool .*Groups: customers/,
  );
});

Deno.test("serve --user is the author of changes, and SUPPORT_MCP_USER where the flag is absent", async () => {
  const getAuthor = async (args: readonly string[], env: Record<string, string> = {}) => {
    await using running = await startServing(["--demo", ...args], env);
    await running.write(formatToolCall(1, "add_comment", { ticket_id: "42", body: "Hello" }));
    const { structuredContent } = (await waitForResponse(1, running)).result!;
    return (structuredContent as { comment: { author: string } }).comment.author;
  };
  assert.equal(await getAuthor([]), "lines");
  assert.equal(await getAuthor([], { SUPPORT_MCP_USER: "Ana Berg" }), "Ana Berg");
  assert.equal(await getAuthor(["--user", "Ben"], { SUPPORT_MCP_USER: "Ana Berg" }), "Ben");
  const { code, stderr } = await runProgram(["serve", "--demo", "--user", " "]);
  assert.equal(code, 2);
  assert.match(stderr, /--user.*Use a name of 1 to 200 characters/s);
});

Deno.test("serve reads SUPPORT_MCP_* variables where flags are absent", async () => {
  const tools = { SUPPORT_MCP_TOOLS: "get_ticket, close_ticket_tool" };
  assert.deepEqual(await listToolsWith([], tools), ["close_ticket_tool", "get_ticket"]);
  assert.deepEqual(await listToolsWith(["--tools", "get_history"], tools), ["get_history"]);
  const readOnly = { ...tools, SUPPORT_MCP_READ_ONLY: "yes" };
  assert.deepEqual(await listToolsWith([], readOnly), ["get_ticket"]);
  assert.deepEqual(await listToolsWith(["--read-only=false"], readOnly), ["close_ticket_tool", "get_ticket"]);
});

Deno.test("serve logs to standard error at the given level, and never to standard output", async () => {
  await using running = await startServing(["--demo", "--log-level", "info"]);
  await running.closeInput();
  const { stdout, stderr } = await running.waitForExit();
  assert.match(stderr, /INF.*desk.*:memory:/);
  assert.match(stderr, /INF.*host/);
  assert.equal(parseResponses(stdout).length, 1);
});
