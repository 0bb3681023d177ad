/** Hosts built with the official SDKs, each with a server of ours as its child process. */

import { Client as SecondLineClient, type ClientCapabilities, type ClientOptions } from "@modelcontextprotocol/client";
import { StdioClientTransport as SecondLineTransport } from "@modelcontextprotocol/client/stdio";
// @ts-types="npm:@modelcontextprotocol/sdk@1.32.2/client/index"
import { Client as FirstLineClient } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="npm:@modelcontextprotocol/sdk@1.32.2/client/stdio"
import { StdioClientTransport as FirstLineTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { getCommandLine } from "./program.ts";

const NAME = { name: "field-host", version: "3.1.4" };

export interface HostOptions {
  capabilities?: ClientCapabilities;
}

/** Returns the parameters with which the SDKs start our program. */
function getServerParameters(args: readonly string[]) {
  const { program, args: all } = getCommandLine(args);
  return { command: program, args: all, stderr: "pipe" as const, env: getInheritedEnvironment() };
}

function getInheritedEnvironment(): Record<string, string> {
  const names = ["PATH", "HOME", "DENO_DIR", "XDG_CACHE_HOME", "TMPDIR", "DENO_TLS_CA_STORE"];
  return Object.fromEntries(names.flatMap((name) => Deno.env.has(name) ? [[name, Deno.env.get(name)!]] : []));
}

/** Connects an older host: the first line of the TypeScript SDK. `prepare` sets its handlers before it connects. */
export async function connectOlderHost(
  args: readonly string[],
  { capabilities = {} }: HostOptions = {},
  prepare: (client: FirstLineClient) => void = () => {},
) {
  const client = new FirstLineClient(NAME, { capabilities });
  prepare(client);
  const transport = new FirstLineTransport(getServerParameters(args));
  await client.connect(transport);
  return toDisposable(client, transport.pid!);
}

/** Connects a current host: the second line of the SDK, over the given revision. */
export async function connectNewerHost(
  args: readonly string[],
  { capabilities = {} }: HostOptions = {},
  prepare: (client: SecondLineClient) => void = () => {},
  revision: "2025-11-25" | "2026-07-28" = "2026-07-28",
) {
  const options: ClientOptions = revision === "2026-07-28"
    ? { capabilities, versionNegotiation: { mode: { pin: revision } } }
    : { capabilities };
  const client = new SecondLineClient(NAME, options);
  prepare(client);
  const transport = new SecondLineTransport(getServerParameters(args));
  await client.connect(transport);
  return toDisposable(client, transport.pid!);
}

function toDisposable<Client extends { close(): Promise<void> }>(client: Client, pid: number) {
  return { client, pid, [Symbol.asyncDispose]: () => client.close() };
}
