/** The real program as an HTTP server, and hosts built with the official SDKs. */

import { Client as SecondLineClient, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
// @ts-types="npm:@modelcontextprotocol/sdk@1.32.2/client/index"
import { Client as FirstLineClient } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="npm:@modelcontextprotocol/sdk@1.32.2/client/streamableHttp"
import { StreamableHTTPClientTransport as FirstLineTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { type RunningProgram, type StartOptions, startProgram } from "../program.ts";

const NAME = { name: "field-host", version: "3.1.4" };
const CAPABILITIES = { elicitation: {}, sampling: {} };

export interface HttpProgram extends AsyncDisposable {
  running: RunningProgram;
  /** The URL of the MCP endpoint. */
  url: string;
}

/** Starts the program on a free port, and waits until it listens. */
export async function startHttpProgram(args: readonly string[], options: StartOptions = {}): Promise<HttpProgram> {
  const http = args.includes("--http") ? [] : ["--http", "127.0.0.1:0"];
  const running = startProgram(["serve", ...http, ...args], options);
  const find = (errors: string) => /https?:\/\/[^\s"]+\/mcp/.exec(errors)?.[0];
  try {
    const url = find(await running.waitForErrors((errors) => find(errors) !== undefined))!;
    return { running, url, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
  } catch (error) {
    await running[Symbol.asyncDispose]();
    throw error;
  }
}

export interface HttpHostOptions {
  token?: string;
  /** Trusts this certificate. */
  certificate?: string;
}

function toRequestInit({ token }: HttpHostOptions): RequestInit {
  return token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
}

/** Connects an older host: the first line of the TypeScript SDK. `prepare` sets its handlers before it connects. */
export async function connectOlderHttpHost(
  url: string,
  options: HttpHostOptions = {},
  prepare: (client: FirstLineClient) => void = () => {},
) {
  const client = new FirstLineClient(NAME, { capabilities: CAPABILITIES });
  prepare(client);
  const transport = new FirstLineTransport(new URL(url), { requestInit: toRequestInit(options) });
  // The transport's session id is optional, the protocol's is not.
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  return { client, transport, [Symbol.asyncDispose]: () => client.close() };
}

/** Connects a current host: the second line of the SDK, over revision 2026-07-28. */
export async function connectNewerHttpHost(
  url: string,
  options: HttpHostOptions = {},
  prepare: (client: SecondLineClient) => void = () => {},
) {
  const client = new SecondLineClient(NAME, {
    capabilities: CAPABILITIES,
    versionNegotiation: { mode: { pin: "2026-07-28" } },
  });
  prepare(client);
  const trusting = options.certificate === undefined
    ? undefined
    : Deno.createHttpClient({ caCerts: [options.certificate] });
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: toRequestInit(options),
    ...trusting && { fetch: (input, init) => fetch(input, { ...init, client: trusting }) },
  });
  await client.connect(transport);
  return {
    client,
    async [Symbol.asyncDispose]() {
      await client.close();
      trusting?.close();
    },
  };
}
