import assert from "node:assert/strict";
import { startProgram } from "../program.ts";
import { formatRequest, formatToolCall, type RpcResponse, waitForResponse } from "../protocol_lines.ts";

const UI = { "io.modelcontextprotocol/ui": { mimeTypes: ["text/html;profile=mcp-app"] } };

/** Asks a server for its tools, its page, and a call of a tool that only hosts with MCP Apps have. */
async function ask(extensions: Record<string, unknown>): Promise<RpcResponse[]> {
  await using running = startProgram(["serve", "--demo"]);
  const clientInfo = { name: "lines", version: "1.0.0" };
  await running.write(
    formatRequest(0, "initialize", { protocolVersion: "2025-11-25", capabilities: { extensions }, clientInfo }) +
      JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }) + "\n" +
      formatRequest(1, "tools/list") +
      formatRequest(2, "resources/read", { uri: "ui://support-mcp/desk.html" }) +
      formatToolCall(3, "open_desk", { ticket_id: "42" }),
  );
  const answers: RpcResponse[] = [];
  for (const id of [0, 1, 2, 3]) answers.push(await waitForResponse(id, running));
  return answers;
}

Deno.test("serve gives a host with MCP Apps the page and its tools", async () => {
  const answers = await ask(UI);
  const [handshake, tools, , opened] = answers.map(({ result }) => JSON.stringify(result));
  assert.match(handshake!, /"extensions":\{"io.modelcontextprotocol\/ui":\{\}\}/);
  assert.match(tools!, /"name":"open_desk"/);
  assert.match(
    tools!,
    /"_meta":\{"ui":\{"resourceUri":"ui:\/\/support-mcp\/desk.html","visibility":\["model","app"\]\}/,
  );
  if (Deno.env.has("SUPPORT_MCP_BINARY")) {
    const page = JSON.stringify(answers[2]!.result);
    assert.match(page, /"mimeType":"text\/html;profile=mcp-app","text":"<!doctype html>/);
    assert.match(page, /"_meta":\{"ui":\{"csp":/);
  } else { // nothing may start the deno command any more
    assert.match(answers[2]!.error!.message, /^The page is not built: .*\(deno task compile\)/);
  }
  assert.match(opened!, /The desk is open for the person and shows ticket #42\./);
});

Deno.test("serve gives other hosts neither", async () => {
  const [, tools, , opened] = (await ask({})).map(({ result }) => JSON.stringify(result));
  assert.doesNotMatch(tools!, /open_desk|decide_approval|_meta|ui:/);
  assert.match(opened!, /open_desk is only for hosts that show MCP Apps/);
});
