/** The agent with third-party servers. */

import assert from "node:assert/strict";
import { getLastMessages, getTools, ModelEndpoint, type Say } from "../../client/models/model_endpoint.ts";
import {
  articleTestName,
  EverythingOverHttp,
  getArticleCommandLine,
  hasArticle,
  writeEverythingConfig,
} from "./foreign_servers.ts";
import { runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

/** Calls of the reference server's tools, each with the result that the model must receive. */
const CALLS: readonly (readonly [tool: string, args: Record<string, unknown>, told: RegExp])[] = [
  ["echo", { message: "Grüezi 👋" }, /^Echo: Grüezi 👋$/m],
  ["get-sum", { a: 2, b: 40 }, /^The sum of 2 and 40 is 42\.$/m],
  ["get-tiny-image", {}, /^\[image, image\/png: cannot be shown here\]$/m],
  ["get-annotated-message", { messageType: "error", includeImage: true }, /^Error: Operation failed\n\[image, /m],
  [
    "get-resource-links",
    { count: 2 },
    /^\[resource: demo:\/\/resource\/dynamic\/text\/2 \(Text Resource 2\)\]$/m,
  ],
  ["get-resource-reference", { resourceType: "Text", resourceId: 1 }, /^Resource 1: This is a plaintext resource/m],
  ["get-structured-content", { location: "New York" }, /"conditions":"Cloudy"/],
  ["trigger-long-running-operation", { duration: 1, steps: 5 }, /completed\. Duration: 1 seconds, Steps: 5\.$/m],
  ["trigger-sampling-request", { prompt: "Greet.", maxTokens: 20 }, /"text": "Hello from the model\."/],
  ["get-roots-list", {}, /^1\. Unnamed Root\n {3}URI: file:\/\/\/\S*support-mcp-test-/m],
  ["echo", {}, /Invalid arguments for tool echo/],
  ["read_resource", { uri: "demo://resource/dynamic/text/7" }, /^Resource 7: This is a plaintext resource/m],
  ["list_resources", {}, /^demo:\/\/resource\/static\/document\/features\.md: Static document/m],
  ["list_prompts", {}, /^args-prompt\(city, state\?\): A prompt with two arguments/m],
  ["get_prompt", { name: "args-prompt", arguments: { city: "Zürich" } }, /^\[user\] What's weather in Zürich\?$/m],
];

for (const transport of ["standard input and output", "HTTP"] as const) {
  Deno.test(`agent --model uses every feature of the reference server, over ${transport}`, async () => {
    await using folder = await TemporaryFolder.create();
    await using http = transport === "HTTP" ? await EverythingOverHttp.start() : undefined;
    const server = http ? ["--url", http.url] : ["--config", await writeEverythingConfig(folder)];
    const name = http?.url ?? "everything";
    await using endpoint = ModelEndpoint.start((asked) => {
      if (getLastMessages(asked).includes("Greet.")) return { text: "Hello from the model." };
      const told = asked.messages.filter(({ role }) => role === "tool").length;
      return told < CALLS.length ? { calls: [toCall(CALLS[told]!, name)] } : { text: "Done." };
    });
    const { code, stdout, stderr } = await runAgent(endpoint, [...server, "--root", folder.path]);
    assert.deepEqual([code, stderr], [0, ""], stdout);
    const told = endpoint.asked.at(-1)!.messages.filter(({ role }) => role === "tool");
    for (const [index, [tool, , expected]] of CALLS.entries()) {
      assert.match(getLastMessages({ ...endpoint.asked[0]!, messages: [told[index]!] }), expected, tool);
    }
    assert.match(stdout, /\] echo: failed \(\d+ ms\): MCP error -32602: /);
    assert.match(stdout, /sampling request from .*: Resource trigger-sampling-request context: Greet\.\n/);
  });
}

Deno.test("agent --model does not get tools that only run as tasks, nor those that need an absent person", async () => {
  await using folder = await TemporaryFolder.create();
  await using endpoint = ModelEndpoint.start([{ text: "Done." }]);
  await runAgent(endpoint, ["--config", await writeEverythingConfig(folder)]);
  const tools = getTools(endpoint.asked[0]!);
  assert.ok(tools.includes("trigger-sampling-request"));
  for (const tool of ["simulate-research-query", "trigger-elicitation-request", "trigger-url-elicitation"]) {
    assert.ok(!tools.includes(tool), tool);
  }
});

Deno.test({
  name: `agent --server prints what the article prints, with ${articleTestName}`,
  ignore: !hasArticle,
  async fn() {
    const { code, stdout, stderr } = await runProgram(["agent", "--server", getArticleCommandLine()]);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(stdout, ARTICLE_OUTPUT);
  },
});

Deno.test({
  name: `agent --model works through ${articleTestName}`,
  ignore: !hasArticle,
  async fn() {
    await using endpoint = ModelEndpoint.start([
      { calls: [["read_resource", { server: getArticleCommandLine(), uri: "ticket://list" }]] },
      {
        calls: [["get_prompt", createPrompt("42")], ["read_resource", {
          server: getArticleCommandLine(),
          uri: "ticket://43",
        }]],
      },
      { calls: [["close_ticket_tool", { ticket_id: "42", resolution: "Your token is reset." }]] },
      { calls: [["close_ticket_tool", { ticket_id: "7", resolution: "Lost." }]] },
      { calls: [["read_resource", { server: getArticleCommandLine(), uri: "ticket://list" }]] },
      { text: "One is closed." },
    ]);
    const { code, stdout, stderr } = await runAgent(endpoint, ["--server", getArticleCommandLine()]);
    assert.deepEqual([code, stderr], [0, ""], stdout);
    const told = endpoint.asked.at(-1)!.messages.filter(({ role }) => role === "tool").map(({ content }) =>
      String(content)
    );
    assert.match(told[0]!, /#42 \[open\] Cannot log in after password change .*\n#43 \[open\]/);
    assert.match(told[1]!, /\[user\] You are a support agent\. .*account tier: pro/s);
    assert.match(told.at(-1)!, /^#43 \[open\] [^#]*$/m);
    assert.match(stdout, /\] close_ticket_tool: failed .*"Ticket #7 not found\."/);
    assert.match(stdout, /\nClosed: #42\nUnresolved: #7: close_ticket_tool failed/);
  },
});

Deno.test({
  name:
    `agent --model escalates on ${articleTestName}: without elicitation the call fails, and the model receives the reason`,
  ignore: !hasArticle,
  async fn() {
    const escalate: Say = { calls: [["escalate_ticket", { ticket_id: "43", reason: "The PDF service is down" }]] };
    await using endpoint = ModelEndpoint.start([escalate, { text: "Done." }]);
    const { code, stdout } = await runAgent(endpoint, ["--server", getArticleCommandLine()]);
    assert.equal(code, 0);
    // This server elicits although the client does not declare elicitation.
    assert.match(stdout, /\] escalate_ticket: failed \(\d+ ms\): .* No person is available for elicitation\.\n/);
    assert.match(stdout, /\nUnresolved: #43: escalate_ticket failed: /);
  },
});

function toCall([tool, args]: (typeof CALLS)[number], server: string): readonly [string, Record<string, unknown>] {
  return [tool, /_(resources?|prompts?)$/.test(tool) ? { server, ...args } : args];
}

function createPrompt(ticket_id: string) {
  return { server: getArticleCommandLine(), name: "resolution_prompt", arguments: { ticket_id, account_tier: "pro" } };
}

function runAgent({ baseUrl }: ModelEndpoint, servers: readonly string[]) {
  return runProgram([
    "agent",
    "--model",
    "ollama:stand-in",
    "--base-url",
    baseUrl,
    "--ask-before",
    "nothing",
    ...servers,
  ]);
}

/** The expected output, byte for byte. */
const ARTICLE_OUTPUT = `✅ Connected to MCP server

🔧 Available tools:
 • close_ticket_tool: Close a support ticket with a resolution message
 • escalate_ticket: Escalate a support ticket, asking the client for priority via elicitation and generating a summary via sampling

📄 Available resources:
 • ticket://list: Open tickets list

💬 Available prompts:
 • resolution_prompt: Generate a resolution message for a support ticket

📋 Open tickets:

#42 [open] Cannot log in after password change (alice@example.com)
#43 [open] Invoice PDF not loading (bob@example.com)

📄 Full details for ticket #42:

{
  "id": "42",
  "subject": "Cannot log in after password change",
  "customer": "alice@example.com",
  "account_tier": "pro",
  "status": "open",
  "resolution": null
}

💬 Prompt template from server:
 [user] You are a support agent. Write a professional resolution email for the following ticket.

Ticket #42: Cannot log in after password change
Customer: alice@example.com (account tier: pro)

Be concise, empathetic, and provide clear next steps.

🔧 Closing ticket #42...
✅ Ticket #42 closed successfully.

🚨 Escalating ticket #43...

❓ [Elicitation] Server asks: 'Ticket #43 needs escalation. What priority should it be set to? (low / medium / high)'
 → Simulated user input: 'high'

🧠 [Sampling] Server requested LLM completion for: 'Summarise the following escalation in one sentence for an internal ops note.\\nTicket #43: Invoice PDF not loading\\nReason: Customer unable to access invoice PDF after multiple attempts.'
 → Simulated response: 'Ticket escalated due to login failure; requires urgent review.'
✅ Ticket #43 escalated at high priority.
 Note: Ticket escalated due to login failure; requires urgent review.
`;
