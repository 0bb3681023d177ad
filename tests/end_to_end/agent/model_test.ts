import assert from "node:assert/strict";
import { join } from "node:path";
import type { EndReport } from "../../../client/agent/views/end_report.ts";
import { HttpServer } from "../../client/http_server.ts";
import { createToolServer, READS } from "../../client/agent/tool_server.ts";
import { getLastMessages, ModelEndpoint, type Script, type Turn } from "../../client/models/model_endpoint.ts";
import { serverCommand, serverCommandLine } from "../../client/processes.ts";
import { openDesk } from "../../../store/mod.ts";
import { type ProgramResult, type RunningProgram, runProgram, startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

/** Reads, closes one ticket, escalates the other, and sums up. */
const TRIAGE: readonly Turn[] = [
  { text: "I read first.", calls: [["search_tickets", { query: "status:open" }], ["get_ticket", { ticket_id: "42" }]] },
  { calls: [["get_customer", { email: "alice@example.com" }]] },
  {
    calls: [
      ["close_ticket_tool", { ticket_id: "42", resolution: "Your token is reset." }],
      ["escalate_ticket", { ticket_id: "43", reason: "The PDF service is down" }],
    ],
  },
  { text: "Bob can't open his invoice." },
  { text: "One is closed, one is escalated." },
];

for (
  const [provider, protocol] of [["anthropic", "handshake"], ["openai", "2026-07-28"], ["ollama", "auto"]] as const
) {
  Deno.test(`agent --model ${provider}:… works through the desk (${protocol})`, async () => {
    await using endpoint = ModelEndpoint.start(TRIAGE);
    const args = ["--ask-before", "nothing", "--demo", "--protocol", protocol];
    const { code, stdout, stderr } = await runAgent(endpoint, args, provider);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(
      stdout,
      new RegExp(`^${provider}:stand-in works with tickets \\(\\d+ tools\\), customers \\(\\d+ tools\\)\\.\n`),
    );
    assert.match(stdout, /\n\[3\] close_ticket_tool: done \(\d+ ms\): \{"success": true, "ticket_id": "42"\}\n/);
    assert.match(stdout, /\n\[3\] sampling request from tickets: Summarise .*\n\[3\] sampling result: Bob can't open/);
    assert.match(stdout, /\nClosed: #42\nEscalated: #43 \(medium\): Bob can't open his invoice\.\n/);
    assert.match(stdout, /\n4 steps, \d+ s, 50 input tokens, 25 output tokens\.\n$/);
  });
}

Deno.test("agent --model changes nothing without approval, and reports that whatever the model says", async () => {
  await using endpoint = ModelEndpoint.start([...TRIAGE.slice(0, 3), { text: "All is closed and escalated." }]);
  const { code, stdout, stderr } = await runAgent(endpoint, ["--demo", "--quiet"]);
  assert.equal(code, 0);
  assert.match(stderr, /^There is no terminal for approvals/);
  assert.match(
    stdout,
    /^The model finished its work\.\nUnresolved: #42: close_ticket_tool was not approved: no person is available/,
  );
  assert.match(stdout, /\nNo changes were made\.\n/);
});

Deno.test("agent --json prints one event per line", async () => {
  await using endpoint = ModelEndpoint.start(TRIAGE);
  const { code, stdout, stderr } = await runAgent(endpoint, ["--ask-before", "nothing", "--demo", "--json", "Do it."]);
  assert.deepEqual([code, stderr], [0, ""]);
  const events = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual([events[0].type, events[0].task, events.at(-1).type], ["begin", "Do it.", "end"]);
  for (const { at } of events) assert.match(at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  const report: EndReport = events.at(-1).report;
  assert.deepEqual([report.reason, report.closed, report.left], ["finished", ["42"], []]);
});

Deno.test("agent --model works on the desk of --db", async () => {
  await using folder = await TemporaryFolder.create();
  const db = join(folder.path, "desk.db");
  await using endpoint = ModelEndpoint.start([
    { calls: [["create_customer", { email: "zoe@example.com", name: "Zoe" }]] },
    { calls: [["create_ticket", { subject: "Hello", customer: "zoe@example.com" }]] },
    { text: "Done." },
  ]);
  const env = { SUPPORT_MCP_DB: db };
  const { code, stdout, stderr } = await runAgent(endpoint, ["--ask-before", "nothing"], "ollama", env);
  assert.deepEqual([code, stderr], [0, ""], stdout);
  const desk = await openDesk(db);
  assert.equal((await desk.tickets.get("1")).customer, "zoe@example.com");
  await desk.close();
});

Deno.test("agent --model works with several servers from command lines, URLs and configuration files", async () => {
  await using folder = await TemporaryFolder.create();
  const config = join(folder.path, "mcp.json");
  const { program, args } = serverCommand("reports_environment");
  await Deno.writeTextFile(config, JSON.stringify({ mcpServers: { variables: { command: program, args } } }));
  const tokens = new Set<string | null>();
  await using remote = new HttpServer(
    () => createToolServer({ look: { annotations: READS, use: () => "all is well" } }),
    {
      guard: (request) => void tokens.add(request.headers.get("authorization")),
    },
  );
  const turns = [{ calls: [["look", {}], ["variables", {}]] }, { text: "Done." }] as const;
  await using endpoint = ModelEndpoint.start([...turns, ...turns]);
  const given = ["--url", remote.url, "--header", "Authorization: Bearer ${DESK_TOKEN}", "--config", config];
  const servers = ["--server", serverCommandLine("article_desk"), ...given];
  const env = { DESK_TOKEN: "secret" };
  const wary = await runAgent(endpoint, servers, "openai", env);
  assert.match(wary.stdout, /\n\[1\] look: refused: no person is available to approve it\n/);
  const { code, stdout } = await runAgent(
    endpoint,
    [...servers, "--trust", remote.url, "--trust", "variables"],
    "openai",
    env,
  );
  assert.equal(code, 0);
  assert.match(stdout, /\nNo changes were made\.\n/);
  assert.match(stdout, /\(2 tools\), http:\/\/127\.0\.0\.1:\d+\/mcp \(1 tools\), variables \(1 tools\)\.\n/);
  assert.match(stdout, /\n\[1\] look: done .* all is well\n/);
  assert.deepEqual([...tokens], ["Bearer secret"]);
  assert.doesNotMatch(getLastMessages(endpoint.asked[1]!), /key-of-openai/);
});

Deno.test("agent --model waits as long as the endpoint requires, and continues", async () => {
  await using endpoint = ModelEndpoint.start([
    { status: 429, message: "Slow down", retryAfter: 1 },
    { text: "Nothing to do." },
  ]);
  const { code, stdout } = await runAgent(endpoint, ["--demo"], "openai");
  assert.equal(code, 0);
  assert.match(stdout, /\nopenai is rate limiting requests \(429: Slow down\)\..* Retrying in 1 s\.\n/);
});

for (
  const [what, script, args, says] of [
    ["a wrong key", [{ status: 401, message: "Bad key-of-openai" }], [], /rejected the key in OPENAI_API_KEY/],
    [
      "an unknown model",
      [{ status: 404, message: "No such model" }],
      [],
      /has no model stand-in \(404: No such model\)/,
    ],
    [
      "a long rate limit",
      [{ status: 429, message: "Tomorrow", retryAfter: 86400 }],
      [],
      /is rate limiting requests/,
    ],
    ["a model without a response", [{}], [], /The model returned an empty response twice\./],
    ["a model without an end", [{ calls: [["variables", {}]] }], ["--max-steps", "3"], /Step limit reached \(3\)/],
    ["an expensive model", [{ calls: [["variables", {}]] }], ["--max-tokens", "20"], /Token limit reached \(20\)/],
  ] as readonly (readonly [string, readonly Turn[], readonly string[], RegExp])[]
) {
  Deno.test(`agent --model exits with 1 and one line for ${what}`, async () => {
    await using endpoint = ModelEndpoint.start(script);
    const server = ["--server", serverCommandLine("reports_environment")];
    const { code, stderr } = await runAgent(
      endpoint,
      [...server, "--quiet", "--ask-before", "nothing", ...args],
      "openai",
    );
    assert.equal(code, 1);
    assert.match(stderr, /^support-mcp: [^\n]+\n$/);
    assert.match(stderr, says);
    assert.doesNotMatch(stderr, /key-of-openai/);
  });
}

Deno.test("agent --trust names the servers if there is none of that name", async () => {
  for (
    const [args, says] of [
      [["--url", "http://127.0.0.1:9/mcp"], /^support-mcp: --trust names an unknown server: desk\. Servers: http:/],
      [[], /^support-mcp: --trust names an unknown server: desk\. Add it with --server, --url or --config\.\n$/],
    ] as const
  ) {
    const { code, stderr } = await runProgram(["agent", "--trust", "desk", ...args]);
    assert.equal(code, 2);
    assert.match(stderr, says);
  }
});

Deno.test("agent --config names the line and column of an error", async () => {
  await using folder = await TemporaryFolder.create();
  const config = join(folder.path, "mcp.json");
  await Deno.writeTextFile(config, '{\n  "mcpServers": {\n    "a": { "comand": "x" }\n  }\n}\n');
  const { code, stderr } = await runProgram(["agent", "--config", config]);
  assert.equal(code, 2);
  assert.match(stderr, /mcp\.json, line 3, column 10: invalid a: set either command or url\.\n$/);
});

for (const [signal, exit] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`agent stops gracefully on the first ${signal}, and reports what is done`, async () => {
    const thinking = Promise.withResolvers<void>();
    await using endpoint = ModelEndpoint.start(closeThenWait(thinking));
    await using running = startAgent(endpoint, ["--demo", "--ask-before", "nothing"]);
    await thinking.promise;
    running.signal(signal);
    const { code, stdout, stderr } = await running.waitForExit();
    assert.equal(code, exit);
    assert.match(stderr, /^Stopping\. No call is in progress\.\n/);
    assert.match(stdout, /\nThe run was stopped\.\nClosed: #42\n/);
  });
}

for (
  const [signals, code] of [[["SIGINT", "SIGINT"], 130], [["SIGTERM", "SIGTERM"], 143], [["SIGHUP"], 129]] as const
) {
  Deno.test(`agent exits at once on ${signals.join(" and ")}`, async () => {
    await using endpoint = ModelEndpoint.start([{ calls: [["sleep", {}]] }]);
    const server = serverCommandLine("sleeps");
    await using running = startAgent(endpoint, ["--server", server, "--ask-before", "nothing"]);
    await running.waitForOutput((text) => text.includes("sleep {}"));
    for (const signal of signals) {
      running.signal(signal);
      if (signals.length > 1) await running.waitForErrors((text) => text.includes("Stopping"));
    }
    const ended = await running.waitForExit();
    assert.equal(ended.code, code);
    assert.doesNotMatch(ended.stdout, /was stopped/);
  });
}

const ENVIRONMENT = { ANTHROPIC_API_KEY: "key-of-anthropic", OPENAI_API_KEY: "key-of-openai" };

function runAgent(
  endpoint: ModelEndpoint,
  args: readonly string[],
  provider = "ollama",
  env: Record<string, string> = {},
): Promise<ProgramResult> {
  return runProgram(getArguments(endpoint, args, provider), { env: { ...ENVIRONMENT, ...env } });
}

function startAgent(endpoint: ModelEndpoint, args: readonly string[]): RunningProgram {
  return startProgram(getArguments(endpoint, args, "ollama"), { env: ENVIRONMENT });
}

function getArguments({ baseUrl }: ModelEndpoint, args: readonly string[], provider: string): string[] {
  return ["agent", "--model", `${provider}:stand-in`, "--base-url", baseUrl, ...args];
}

/** Closes a ticket, and then never responds. */
function closeThenWait({ resolve }: PromiseWithResolvers<void>): Script {
  let turns = 0;
  return () => {
    if (++turns === 1) return { calls: [["close_ticket_tool", { ticket_id: "42", resolution: "Done." }]] };
    resolve();
    return new Promise(() => {});
  };
}
