import assert from "node:assert/strict";
import { runScriptedAgent, type ScriptedAgentOptions } from "../../../client/demo/scripted_agent.ts";
import { createProcessSource } from "../../../client/configuration/server_source.ts";
import { getScriptOutput } from "../article_output.ts";
import { neverAborted, serverCommand } from "../processes.ts";

Deno.test("runScriptedAgent() works with a server on version 1 of the SDK", async () => {
  const { output, refusals } = await run({ servers: [createProcessSource(serverCommand("article_desk"))] });
  assert.equal(output, getScriptOutput("pro"));
  assert.deepEqual(refusals, []);
});

Deno.test("runScriptedAgent() prints the same with this program's servers in every revision", async () => {
  const { output } = await run({ servers: [] });
  assert.match(output, /^✅ Connected to MCP server\n/);
  assert.match(output, /\n✅ Ticket #42 closed successfully\.\n/);
  assert.match(output, /\n → Simulated user input: 'high'\n/);
  assert.match(output, /\n✅ Ticket #43 escalated at high priority\.\n Note: [^\n]*\n$/);
  for (const protocol of ["2024-11-05", "2026-07-28", "auto"] as const) {
    assert.equal((await run({ servers: [], protocol })).output, output, protocol);
  }
});

async function run(options: Pick<ScriptedAgentOptions, "servers"> & Partial<ScriptedAgentOptions>) {
  let output = "";
  const refusals = await runScriptedAgent({
    protocol: "handshake",
    version: "1.0.0",
    shutdown: neverAborted(),
    print: (text) => output += text + "\n",
    remark: (text) => assert.fail(text),
    ...options,
  });
  return { output, refusals };
}
