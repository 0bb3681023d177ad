/** The real program as a server for many hosts. */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
// @ts-types="npm:@modelcontextprotocol/sdk@1.32.2/types"
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ResourceUpdatedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js";
import type { Client } from "@modelcontextprotocol/client";
import { connectNewerHttpHost, connectOlderHttpHost, startHttpProgram } from "./http_hosts.ts";
import { runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const CLOSING = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Reset the token." } };
const ESCALATING = { name: "escalate_ticket", arguments: { ticket_id: "43", reason: "Tried for a week." } };
const ESCALATED = '{"success": true, "ticket_id": "43", "priority": "high", "escalation_note": "A note.", ' +
  '"outside_text": ["escalation_note"]}';

/** Posts a message as a host does, and reads the response. */
async function postMessage(url: string, message: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
    body: JSON.stringify(message),
  });
  await response.text();
  return response;
}

/** Opens a session. */
async function openSession(url: string, protocolVersion = "2025-11-25") {
  const params = { protocolVersion, capabilities: {}, clientInfo: { name: "host", version: "1" } };
  const { headers } = await postMessage(url, { jsonrpc: "2.0", id: 1, method: "initialize", params });
  return { session: headers.get("mcp-session-id")! };
}

// deno-lint-ignore no-explicit-any -- the lines of the SDK give results of different types
const getText = (result: any): string => result.content[0].text;

Deno.test("an older host works over HTTP: elicitation, notifications and the end of a session", async () => {
  await using program = await startHttpProgram(["--demo"]);
  const heard = Promise.withResolvers<string>();
  await using host = await connectOlderHttpHost(program.url, {}, (client) => {
    client.setRequestHandler(ElicitRequestSchema, () => ({ action: "accept", content: { priority: "high" } }));
    client.setRequestHandler(
      CreateMessageRequestSchema,
      () => ({ role: "assistant", content: { type: "text", text: "A note." }, model: "test" }),
    );
    client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => heard.resolve(params.uri));
  });
  const { client, transport } = host;
  await client.subscribeResource({ uri: "ticket://43" });
  assert.equal(getText(await client.callTool(ESCALATING)), ESCALATED);
  assert.equal(await heard.promise, "ticket://43");
  assert.ok(transport.sessionId);
  await transport.terminateSession();
  await assert.rejects(client.callTool(CLOSING));
});

Deno.test("a current host and an older one work over HTTP on one desk", async () => {
  await using program = await startHttpProgram(["--demo"]);
  await using newer = await connectNewerHttpHost(program.url, {}, (client) => {
    client.setRequestHandler("elicitation/create", () => ({ action: "accept", content: { priority: "high" } }));
    client.setRequestHandler(
      "sampling/createMessage",
      () => ({ role: "assistant", content: { type: "text", text: "A note." }, model: "test" }),
    );
  });
  await using older = await connectOlderHttpHost(program.url);
  assert.equal(getText(await newer.client.callTool(ESCALATING)), ESCALATED);
  assert.equal(getText(await older.client.callTool(CLOSING)), '{"success": true, "ticket_id": "42"}');
  const history = await newer.client.callTool({ name: "get_history", arguments: { ticket_id: "42" } });
  assert.match(getText(history), /closed by <team_words id=\w+>field-host 3\.1\.4/);
});

Deno.test("tokens of a file authenticate, appear by name in the history, and are never logged", async () => {
  await using folder = await TemporaryFolder.create();
  const token = "a-secret-of-the-team-0123456789";
  await Deno.writeTextFile(folder.file("tokens"), `dana write ${token}\n`, { mode: 0o644 });
  await using program = await startHttpProgram([
    "--demo",
    ...["--token-file", folder.file("tokens"), "--log-level", "debug", "--log-format", "json"],
  ]);
  await assert.rejects(connectOlderHttpHost(program.url), /token.* is required/);
  await using host = await connectOlderHttpHost(program.url, { token });
  await host.client.callTool(CLOSING);
  const history = await host.client.callTool({ name: "get_history", arguments: { ticket_id: "42" } });
  assert.match(getText(history), /closed by <team_words id=\w+>field-host 3\.1\.4 for dana/);
  const logged = await program.running.waitForErrors((errors) => /get_history.*\n/.test(errors));
  assert.ok(!logged.includes(token));
  const entries = logged.trim().split("\n").map((line) => JSON.parse(line));
  if (Deno.build.os !== "windows") assert.match(entries[0].message, /Other users can read .* \(--token-file\)/);
  const refused = entries.find(({ properties }) => properties?.status === 401);
  assert.equal(refused.level, "WARN");
  const called = entries.find(({ properties }) => properties?.target === "close_ticket_tool").properties;
  assert.deepEqual([called.principal, called.rpc, called.status], ["dana", "tools/call", 200]);
  assert.match(called.id, /^[0-9a-f-]{36}$/);
});

Deno.test("serve --http serves HTTPS with a certificate", async () => {
  const file = (name: string) => fileURLToPath(new URL(`../tls/${name}.pem`, import.meta.url));
  await using program = await startHttpProgram(["--demo", "--tls-cert", file("cert"), "--tls-key", file("key")]);
  assert.match(program.url, /^https:/);
  const certificate = await Deno.readTextFile(file("cert"));
  await using host = await connectNewerHttpHost(program.url, { certificate });
  assert.equal((await host.client.listTools()).tools.length > 5, true);
});

Deno.test("serve --http explains an address in use and an invalid certificate", async () => {
  await using folder = await TemporaryFolder.create();
  await using program = await startHttpProgram(["--demo"]);
  const { port } = new URL(program.url);
  const second = await runProgram(["serve", "--demo", "--http", port]);
  assert.equal(second.code, 1);
  assert.match(
    second.stderr,
    new RegExp(`--http cannot listen at 127\\.0\\.0\\.1:${port}: the port is in use.*another port`),
  );
  await Deno.writeTextFile(folder.file("bad.pem"), "no certificate");
  const bad = ["--tls-cert", folder.file("bad.pem"), "--tls-key", folder.file("bad.pem")];
  const third = await runProgram(["serve", "--demo", "--http", "0", ...bad]);
  assert.equal(third.code, 1);
  assert.match(
    third.stderr,
    /^(\S.*\n)*support-mcp: --tls-cert \S+bad\.pem and --tls-key \S+ are unusable: No cert/,
  );
  assert.match(third.stderr, /Use a PEM certificate chain/);
});

Deno.test("mistakes of hosts are not logged as errors, and do not fill the log", async () => {
  await using program = await startHttpProgram(["--demo", "--log-format", "json"]);
  await using host = await connectNewerHttpHost(program.url);
  const stray = { jsonrpc: "2.0", id: 99, result: { text: "x".repeat(100_000) } };
  const { session } = await openSession(program.url);
  assert.equal((await postMessage(program.url, stray, { "mcp-session-id": session })).status, 202);
  const { session: batching } = await openSession(program.url, "2025-03-26");
  const batch = [5, { jsonrpc: "2.0", method: "notifications/odd" }];
  assert.equal((await postMessage(program.url, batch, { "mcp-session-id": batching })).status, 200);
  for (const [version, method] of [["2026-07-28", "tools/call"], ["2099-01-01", "tools/list"]] as const) {
    const _meta = {
      "io.modelcontextprotocol/protocolVersion": version,
      "io.modelcontextprotocol/clientCapabilities": {},
    };
    const call = { jsonrpc: "2.0", id: 1, method: "tools/list", params: { _meta } };
    const headers = { "mcp-protocol-version": version, "mcp-method": method };
    assert.equal((await postMessage(program.url, call, headers)).status, 400);
  }
  assert.ok((await host.client.listTools()).tools.length > 0);
  const logged = await program.running.waitForErrors((errors) => (errors.match(/ 400 in .*\n/g)?.length ?? 0) > 1);
  const entries = logged.trim().split("\n").map((line) => JSON.parse(line));
  const logs = ["Ignored the response to request 99", "Rejected inbound", "Unsupported protocol"];
  for (const text of [...logs, "A message must be a JSON object", "Ignored the unknown notification"]) {
    assert.ok(entries.some(({ message }) => message.startsWith(text)), text);
  }
  assert.deepEqual(entries.filter(({ level }) => level === "ERROR"), []);
  assert.ok(logged.length < 10_000);
});

Deno.test("serve --http does not start for other machines without authentication", async () => {
  const { code, stdout, stderr } = await runProgram(["serve", "--demo", "--http", "0.0.0.0:0"]);
  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(stderr, /^support-mcp: --http 0\.0\.0\.0:0 accepts other machines.*--token-file.*\n$/);
});

Deno.test({
  name: "serve --http exits on SIGTERM after it has answered and stored running calls",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using folder = await TemporaryFolder.create();
    const args = ["--demo", "--db", folder.file("desk.db")];
    const acknowledged: string[] = [];
    {
      await using program = await startHttpProgram(args);
      await using host = await connectOlderHttpHost(program.url);
      const writes = Array.from({ length: 100 }, async (_, number) => {
        const subject = `Problem ${number}`;
        const result = await host.client.callTool({
          name: "create_ticket",
          arguments: { subject, customer: "bob@example.com" },
        });
        if (!result.isError) acknowledged.push(subject);
        if (acknowledged.length === 10) program.running.signal("SIGTERM");
      });
      await Promise.allSettled(writes);
      const { code, stdout } = await program.running.waitForExit();
      assert.deepEqual([code, stdout], [0, ""]);
      assert.ok(acknowledged.length >= 10);
    }
    await using program = await startHttpProgram(args);
    await using host = await connectNewerHttpHost(program.url);
    const subjects = await listSubjects(host.client);
    assert.deepEqual(acknowledged.filter((subject) => !subjects.has(subject)), []);
  },
});

Deno.test("serve --http ignores standard input", async () => {
  await using program = await startHttpProgram(["customers", "--demo"]);
  await program.running.closeInput();
  await using host = await connectNewerHttpHost(program.url);
  assert.equal(host.client.getServerVersion()?.name, "customer-database-server");
});

/** Lists the subjects of a customer's tickets, page by page. */
async function listSubjects(client: Pick<Client, "callTool">): Promise<Set<string>> {
  const subjects = new Set<string>();
  let cursor: string | null | undefined;
  do {
    const query = { query: "customer:bob@example.com", limit: 100, ...cursor !== undefined && { cursor } };
    const { structuredContent } = await client.callTool({ name: "search_tickets", arguments: query });
    const page = structuredContent as { tickets: { subject: string }[]; cursor: string | null };
    for (const { subject } of page.tickets) subjects.add(subject);
    cursor = page.cursor;
  } while (cursor !== null);
  return subjects;
}
