/** Connects a client to one of our servers in memory. */

import { Client, type ClientOptions } from "@modelcontextprotocol/client";
import { InMemoryTransport } from "@modelcontextprotocol/server";
import { connectServer } from "../../server/protocol/sdk/mod.ts";
import { type ServerDefinition, type ServerOptions, ticketsServer } from "../../server/mod.ts";
import { type Desk, fillWithDemo, openDesk } from "../../store/mod.ts";

/** A revision of each protocol era: handshake and stateless. */
export const ERAS = ["2025-11-25", "2026-07-28"] as const;
export type Era = (typeof ERAS)[number];

/** The capabilities of a host that shows MCP Apps. */
export const WITH_APPS = {
  extensions: { "io.modelcontextprotocol/ui": { mimeTypes: ["text/html;profile=mcp-app"] } },
};

export interface TestConnection extends AsyncDisposable {
  client: Client;
  desk: Desk;
}

export interface ConnectOptions extends Partial<Omit<ServerOptions, "desk">> {
  definition?: ServerDefinition;
  era?: Era;
  /** A desk that the test closes (default: a new demo desk in memory). */
  desk?: Desk;
  client?: ClientOptions;
  /** The name and version of the host. */
  info?: { name: string; version: string };
  /** Registers the client's handlers before it connects. */
  prepare?: (client: Client) => void;
}

/** Connects a client to a server. The desk has the demo's two tickets and customers. */
export async function connect(options: ConnectOptions = {}): Promise<TestConnection> {
  const { era = "2025-11-25", prepare, desk = await openDemoDesk(), client: clientOptions, info, ...server } = options;
  const client = new Client(info ?? { name: "test-host", version: "1.2.3" }, {
    ...clientOptions,
    ...era === "2026-07-28" && { versionNegotiation: { mode: { pin: era } } },
  });
  prepare?.(client);
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const handle = connectServer(
    { definition: ticketsServer, version: "0.0.0", ...server, desk: Promise.resolve(desk) },
    serverSide,
  );
  await client.connect(clientSide);
  return {
    client,
    desk,
    async [Symbol.asyncDispose]() {
      await client.close();
      await handle.close();
      if (options.desk === undefined) await desk.close();
    },
  };
}

/** Opens a desk in memory with the demo's two tickets and customers. */
export async function openDemoDesk(now = Date.now): Promise<Desk> {
  const desk = await openDesk(":memory:", { now });
  await fillWithDemo(desk);
  return desk;
}
