/** Gets the responses of the SDK's server alone. */

import { InMemoryTransport, type JSONRPCMessage } from "@modelcontextprotocol/server";
import { connectServer } from "../../../../server/protocol/sdk/mod.ts";
import type { ServerOptions } from "../../../../server/protocol/server_options.ts";

export interface Request {
  jsonrpc: "2.0";
  id: string | number;
  method: string;
  params?: Record<string, unknown>;
}

/** Asks one after the other on one connection. */
export async function getSdkResponses(
  options: Omit<ServerOptions, "desk" | "version">,
  requests: readonly Request[],
): Promise<JSONRPCMessage[]> {
  const { default: { version } } = await import("../../../../deno.json", { with: { type: "json" } });
  const [client, server] = InMemoryTransport.createLinkedPair();
  const handle = connectServer({ ...options, version, desk: new Promise(() => {}) }, server);
  const answers: JSONRPCMessage[] = [];
  for (const request of requests) {
    const { promise, resolve } = Promise.withResolvers<JSONRPCMessage>();
    client.onmessage = resolve;
    await client.send(request);
    answers.push(await promise);
  }
  await handle.close();
  return answers;
}
