/** The scripted agent on an HTTP server that disconnects in the middle of the run. */

import assert from "node:assert/strict";
import { findFreePort } from "../../../scripts/find_free_port.ts";
import { FaultProxy, type ProxiedMessage } from "../http/fault_proxy.ts";
import { startHttpProgram } from "../http/http_hosts.ts";
import { runProgram, startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

/** The notes after one disconnect. */
const RECONNECTED_ONCE =
  /^The server `[^`]+` [^\n]+\. Retrying for about 30 seconds\.\nThe server `[^`]+` is available again\.\n$/;

const isTicketRead = ({ method, params }: ProxiedMessage) =>
  method === "resources/read" && params!.uri === "ticket://42";
const isPrompt = ({ method }: ProxiedMessage) => method === "prompts/get";
const isClose = ({ params }: ProxiedMessage) => params?.name === "close_ticket_tool";

async function restart(gate: FaultProxy): Promise<void> {
  await gate.kill();
  await gate.start();
}

/** Returns flags for a store in a file, which outlives the server. */
function getServeFlags(folder: TemporaryFolder): string[] {
  return ["--demo", "--db", folder.file("desk.db")];
}

/** Returns what an agent prints whose server does not restart. */
async function runUndisturbed(protocol: string): Promise<string> {
  await using undisturbed = await startHttpProgram(["--demo"]);
  return (await runProgram(["agent", "--url", undisturbed.url, "--protocol", protocol])).stdout;
}

for (const protocol of ["handshake", "2026-07-28"]) {
  let undisturbed: Promise<string> | undefined;
  for (
    const [what, at, when, loses] of [
      ["before a read", isTicketRead, "before", false],
      ["during its response", isTicketRead, "after", true],
      ["before a write", isPrompt, "after", false],
    ] as const
  ) {
    Deno.test(`agent continues with a server that restarts ${what}, over ${protocol}`, async () => {
      await using folder = await TemporaryFolder.create();
      await using gate = await FaultProxy.open(getServeFlags(folder), {
        at,
        when,
        dropsResponse: loses,
        inject: restart,
      });
      const file = folder.file("run.jsonl");
      const ended = await runProgram(["agent", "--url", gate.url, "--record", file, "--protocol", protocol]);
      assert.equal(ended.code, 0, ended.stderr);
      if (protocol === "handshake" && loses) assert.match(ended.stderr, RECONNECTED_ONCE);
      assert.equal(ended.stdout, await (undisturbed ??= runUndisturbed(protocol)));
      assert.deepEqual(await runProgram(["agent", "--replay", file]), ended);
    });
  }
}

Deno.test("agent waits for a server that is down behind a proxy, and reports that", async () => {
  await using folder = await TemporaryFolder.create();
  const incident = { at: isTicketRead, when: "before", inject: (gate: FaultProxy) => gate.kill() } as const;
  await using gate = await FaultProxy.open(getServeFlags(folder), incident);
  await using agent = startProgram(["agent", "--url", gate.url]);
  await agent.waitForErrors((text) => text.includes("Retrying for about"));
  await gate.start();
  const { code, stdout, stderr } = await agent.waitForExit();
  assert.equal(code, 0, stderr);
  assert.match(stderr, RECONNECTED_ONCE);
  assert.match(stdout, /\n✅ Ticket #43 escalated at high priority\.\n/);
});

Deno.test("agent does not repeat a write that was running when the server was killed, and says what to do", async () => {
  await using folder = await TemporaryFolder.create();
  await using gate = await FaultProxy.open(getServeFlags(folder), {
    at: isClose,
    when: "after",
    dropsResponse: true,
    inject: restart,
  });
  const file = folder.file("run.jsonl");
  const ended = await runProgram(["agent", "--url", gate.url, "--record", file]);
  assert.equal(ended.code, 1);
  assert.match(ended.stdout, /\n🔧 Closing ticket #42\.\.\.\n$/);
  assert.match(
    ended.stderr,
    /^support-mcp: The server `[^`]+` [^\n]+ close_ticket_tool may have made its change, so it was not repeated: check the ticket/,
  );
  assert.deepEqual(gate.calls, ["close_ticket_tool"]);
  assert.deepEqual(await runProgram(["agent", "--replay", file]), ended);
  assert.match((await runProgram(["agent", "--url", gate.url])).stderr, /Ticket #42 is already closed/);
});

Deno.test("agent does not repeat a write that waited for an elicitation when the server restarted", async () => {
  await using folder = await TemporaryFolder.create();
  const answers = ({ result }: ProxiedMessage) => result !== undefined;
  await using gate = await FaultProxy.open(getServeFlags(folder), { at: answers, when: "before", inject: restart });
  const { code, stdout, stderr } = await runProgram(["agent", "--url", gate.url]);
  assert.equal(code, 1);
  assert.match(stdout, /✅ Ticket #42 closed successfully\.\n\n🚨 Escalating ticket #43\.\.\.\n/);
  assert.match(stderr, /^support-mcp: The server [^\n]+ escalate_ticket may have made its change[^\n]+\n$/);
  assert.deepEqual(gate.calls, ["close_ticket_tool", "escalate_ticket"]);
  const again = await runProgram(["agent", "--url", gate.url]);
  assert.match(again.stderr, /Ticket #42 is already closed/);
  assert.match(again.stdout, /\n✅ Ticket #43 escalated at high priority\.\n/);
});

Deno.test("agent connects to a server that starts later", async () => {
  const address = `127.0.0.1:${findFreePort()}`;
  await using agent = startProgram(["agent", "--url", `http://${address}/mcp`]);
  await agent.waitForErrors((text) => text.includes("refused"));
  await using _program = await startHttpProgram(["--demo", "--http", address]);
  const { code, stdout, stderr } = await agent.waitForExit();
  assert.equal(code, 0, stderr);
  assert.match(stderr, RECONNECTED_ONCE);
  assert.match(stdout, /^✅ Connected to MCP server\n/);
});

for (const [signal, expected] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`agent exits at once on ${signal} while it waits for a server`, async () => {
    await using agent = startProgram(["agent", "--url", `http://127.0.0.1:${findFreePort()}/mcp`]);
    await agent.waitForErrors((text) => text.includes("Retrying for about"));
    agent.signal(signal);
    const { code, stdout, stderr } = await agent.waitForExit();
    assert.deepEqual([code, stdout, stderr.split("\n").length], [expected, "", 2]);
  });
}

for (
  const [what, path, headers, says] of [
    ["is not authenticated", "/mcp", ["--header", "Authorization: Bearer an-unknown-token-0123"], /\(401\)/],
    ["has the wrong path", "/wrong", [], /has no MCP endpoint at \/wrong \(404\)/],
  ] as const
) {
  Deno.test(`agent that ${what} fails at once`, async () => {
    await using folder = await TemporaryFolder.create();
    const tokens = folder.file("tokens");
    await Deno.writeTextFile(tokens, `dana write ${"0".repeat(64)}\n`);
    const guarded = path === "/mcp" ? ["--token-file", tokens] : [];
    await using program = await startHttpProgram(["--demo", ...guarded]);
    const { code, stdout, stderr } = await runProgram(["agent", "--url", new URL(path, program.url).href, ...headers]);
    assert.deepEqual([code, stdout, stderr.split("\n").length], [1, "", 2]);
    assert.match(stderr, says);
  });
}
