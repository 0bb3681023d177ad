/** Conversations on a desk of their own, message by message, and all that the server sends. */

import { InMemoryTransport, type JSONRPCMessage } from "@modelcontextprotocol/server";
import { serveConnection } from "../../../server/connection.ts";
import { type ServerDefinition, type ServerOptions, ticketsServer } from "../../../server/mod.ts";
import { type Desk, fillWithDemo, openDesk } from "../../../store/mod.ts";

export interface Asked {
  id?: unknown;
  method: string;
  params?: unknown;
}

export interface ConversationOptions extends Partial<Omit<ServerOptions, "desk">> {
  definition?: ServerDefinition;
  revision?: string;
}

/** A connection whose client sends what it is told to. */
export interface Conversation extends AsyncDisposable {
  desk: Desk;
  /** Sends a message; for a request, settles with its answer. */
  say(message: Asked): Promise<void>;
  /** Everything that the server has sent, as it stands on the wire. */
  lines: string[];
}

/** Two conversations at the same time of day hear the same. */
const NOW = Date.parse("2026-11-01T09:30:00.000Z");

/** Shakes hands on a desk with the demo's tickets. */
export async function conversation(options: ConversationOptions = {}): Promise<Conversation> {
  const { revision = "2025-11-25", ...server } = options;
  const desk = await openDesk(":memory:", { now: () => NOW });
  await fillWithDemo(desk);
  const [client, side] = InMemoryTransport.createLinkedPair();
  const connection = serveConnection(
    { definition: ticketsServer, version: "0.0.0", ...server, desk: Promise.resolve(desk) },
    side,
  );
  const lines: string[] = [];
  let answered = () => {};
  client.onmessage = (message) => {
    lines.push(JSON.stringify(message));
    if (!("method" in message)) answered();
  };
  const say = async (message: Asked) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    answered = resolve;
    await client.send({ jsonrpc: "2.0", ...message } as JSONRPCMessage);
    if (message.id !== undefined) await promise;
  };
  const clientInfo = { name: "host", version: "1.0" };
  await say({ id: 0, method: "initialize", params: { protocolVersion: revision, capabilities: {}, clientInfo } });
  await say({ method: "notifications/initialized" });
  return {
    desk,
    say,
    lines,
    async [Symbol.asyncDispose]() {
      await connection.close();
      await desk.close();
    },
  };
}
