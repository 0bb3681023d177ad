/** A client of revision 2026-07-28 that sends any request, including those that an honest client would not send. */

import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  InMemoryTransport,
  type JSONRPCMessage,
  PROTOCOL_VERSION_META_KEY,
} from "@modelcontextprotocol/server";
import { connectServer } from "../../../../server/protocol/sdk/mod.ts";
import { type ServerOptions, ticketsServer } from "../../../../server/mod.ts";
import type { Desk } from "../../../../store/mod.ts";

export interface RawResponse {
  // deno-lint-ignore no-explicit-any -- tests read results without a schema
  result?: any;
  error?: { code: number; message: string; data?: unknown };
}

export interface RawClient extends AsyncDisposable {
  call(name: string, input: Record<string, unknown>, more?: Record<string, unknown>): Promise<RawResponse>;
}

const ENVELOPE = {
  [PROTOCOL_VERSION_META_KEY]: "2026-07-28",
  [CLIENT_INFO_META_KEY]: { name: "raw-client", version: "1" },
  [CLIENT_CAPABILITIES_META_KEY]: { elicitation: { form: {} }, sampling: {} },
};

/** Connects to a tickets server on `desk`. */
export async function connectRawClient(desk: Desk, options: Partial<ServerOptions> = {}): Promise<RawClient> {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const handle = connectServer(
    { definition: ticketsServer, version: "0", ...options, desk: Promise.resolve(desk) },
    serverSide,
  );
  const waiting = new Map<number, (response: RawResponse) => void>();
  clientSide.onmessage = (message: JSONRPCMessage) => {
    if ("id" in message && !("method" in message)) waiting.get(message.id as number)?.(message);
  };
  await clientSide.start();
  let id = 0;
  return {
    async call(name, input, more = {}) {
      const { promise, resolve } = Promise.withResolvers<RawResponse>();
      waiting.set(++id, resolve);
      const params = { name, arguments: input, _meta: ENVELOPE, ...more };
      await clientSide.send({ jsonrpc: "2.0", id, method: "tools/call", params });
      return await promise;
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}
