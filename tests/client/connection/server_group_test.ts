import assert from "node:assert/strict";
import type { ConnectionOptions } from "../../../client/connection/connection.ts";
import type { ServerCommand } from "../../../client/transports/server_command.ts";
import { ServerError } from "../../../client/errors/server_error.ts";
import { ServerGroup } from "../../../client/connection/server_group.ts";
import { createProcessSource } from "../../../client/configuration/server_source.ts";
import { CapturedScreen, createContext, createOptions } from "../connection_options.ts";
import { serverCommand } from "../processes.ts";

Deno.test("ServerGroup.start() connects to all servers, and its disposal stops them", async () => {
  const group = await start([serverCommand("article_desk"), serverCommand("exits_after_connecting")]);
  assert.deepEqual(group.connections.map(({ server }) => server), ["article_desk", "exits_after_connecting"]);
  assert.deepEqual((await group.connections[0]!.request((server) => server.tools())).map(({ name }) => name), [
    "close_ticket_tool",
    "escalate_ticket",
  ]);
  await group[Symbol.asyncDispose]();
  await assert.rejects(
    group.connections[0]!.request((server) => server.tools()),
    /^ServerError: The server `article_desk` closed the connection/,
  );
});

Deno.test("ServerGroup.start() names the server that cannot start, and stops the others", async () => {
  const failure = await catchServerError([serverCommand("never_responds"), serverCommand("fails_to_start")]);
  assert.equal(failure.message, "The server `fails_to_start` exited with code 3 while connecting.");
  assert.deepEqual(failure.remarks, [
    "Last lines of the server's standard error:",
    "  reading licence…",
    "  no licence found",
  ]);
});

Deno.test("ServerGroup.start() names a program that does not exist", async () => {
  const missing = { name: "no-such-program", program: "no-such-program", args: [] };
  const failure = await catchServerError([serverCommand("article_desk"), missing]);
  assert.match(
    failure.message,
    /^The server `no-such-program` failed to start: program `no-such-program` not found/,
  );
});

Deno.test("Connection reports the server that exits during a request, and its last output", async () => {
  await using group = await start([serverCommand("exits_after_connecting")]);
  const failure = await catchError(group.connections[0]!.request((server) => server.tools()));
  assert.equal(failure.message, "The server `exits_after_connecting` exited with code 7 while listing its tools.");
  assert.deepEqual(failure.remarks, ["Last lines of the server's standard error:", "  out of paper"]);
  const later = await catchError(group.connections[0]!.request((server) => server.call("close_ticket_tool", {})));
  assert.equal(
    later.message,
    "The server `exits_after_connecting` exited with code 7 while running the tool close_ticket_tool.",
  );
});

Deno.test("ServerGroup.start() times out", async () => {
  const failure = await catchServerError([serverCommand("never_responds")], { connectTimeout: 200 });
  assert.equal(
    failure.message,
    "The server `never_responds` timed out after 0.2 seconds while connecting.",
  );
});

Deno.test("ServerGroup.start() reports output that is not MCP", async () => {
  const failure = await catchServerError([serverCommand("prints_text")]);
  assert.equal(failure.message, "The server `prints_text` exited with code 0 while connecting.");
  assert.deepEqual(failure.remarks, [
    "The server wrote text to standard output that is not an MCP message:",
    "  What do you mean by initialize?",
  ]);
});

Deno.test("ServerGroup.start() rejects an invalid MCP response", async () => {
  const failure = await catchServerError([serverCommand("sends_invalid_mcp")]);
  assert.match(
    failure.message,
    /^The server `sends_invalid_mcp` sent an invalid MCP response while connecting: [^\n]*protocolVersion/,
  );
});

Deno.test("ServerGroup.start() falls back to the handshake if a server exits during negotiation", async () => {
  await using group = await start([serverCommand("supports_handshake_only")], { protocol: "auto" });
  assert.deepEqual(await group.connections[0]!.request((server) => server.tools()), []);
});

Deno.test("ServerGroup.start() reports that a server does not support the requested revision", async () => {
  const failure = await catchServerError([serverCommand("article_desk")], { protocol: "2026-07-28" });
  assert.match(failure.message, /^The server `article_desk` does not support the requested MCP revision: /);
  assert.match(failure.message, /2026-07-28/);
});

Deno.test("ServerGroup.start() stops during shutdown", async () => {
  const ending = new AbortController();
  const sources = [createProcessSource(serverCommand("never_responds"))];
  const starting = ServerGroup.start(
    sources,
    () => createOptions(new CapturedScreen()),
    createContext({ shutdown: ending.signal }),
  );
  ending.abort();
  await assert.rejects(starting);
});

function start(commands: ServerCommand[], settings?: Partial<ConnectionOptions>): Promise<ServerGroup> {
  return ServerGroup.start(
    commands.map(createProcessSource),
    () => createOptions(new CapturedScreen(), settings),
    createContext(),
  );
}

function catchServerError(commands: ServerCommand[], settings?: Partial<ConnectionOptions>): Promise<ServerError> {
  return catchError(start(commands, settings));
}

async function catchError(failing: Promise<unknown>): Promise<ServerError> {
  const error = await failing.then(() => assert.fail("it did not fail"), (error) => error);
  assert.ok(error instanceof ServerError, String(error));
  return error;
}
