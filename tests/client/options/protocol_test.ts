import assert from "node:assert/strict";
import { InMemoryTransport, type JSONRPCMessage, PROTOCOL_VERSION_META_KEY } from "@modelcontextprotocol/client";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import * as z from "zod";
import { Connection } from "../../../client/connection/connection.ts";
import { type Protocol, PROTOCOLS } from "../../../client/options/protocol.ts";
import { createCustomersServer } from "../fake_desk.ts";
import { CapturedScreen, createOptions } from "../connection_options.ts";

/** The first message to a server that supports every revision. */
const HANDSHAKES: Record<Protocol, string> = {
  "handshake": "initialize 2025-11-25",
  "auto": "server/discover 2026-07-28",
  "2024-11-05": "initialize 2024-11-05",
  "2025-03-26": "initialize 2025-03-26",
  "2025-06-18": "initialize 2025-06-18",
  "2025-11-25": "initialize 2025-11-25",
  "2026-07-28": "server/discover 2026-07-28",
};

for (const protocol of PROTOCOLS) {
  Deno.test(`getNegotiationOptions() starts ${protocol} with ${HANDSHAKES[protocol]}`, async () => {
    const [near, far] = InMemoryTransport.createLinkedPair();
    const sent: JSONRPCMessage[] = [];
    const send = near.send;
    near.send = (message, options) => {
      sent.push(message);
      return send.call(near, message, options);
    };
    serveStdio(() => createCustomersServer({}), { transport: far });
    const connection = await Connection.open(
      "customers",
      () => near,
      createOptions(new CapturedScreen(), { protocol }),
    );
    assert.equal(recordHandshake(sent[0]!), HANDSHAKES[protocol]);
    assert.deepEqual((await connection.tools()).map(({ name }) => name), ["get_customer"]);
    await connection.close();
  });
}

/** Returns the method and the revision of the first message. */
function recordHandshake(message: JSONRPCMessage): string {
  const { method, params } = z.object({ method: z.string(), params: z.looseObject({}) }).parse(message);
  const { _meta, protocolVersion } = z.object({
    protocolVersion: z.string().optional(),
    _meta: z.looseObject({}).optional(),
  }).parse(params);
  return `${method} ${protocolVersion ?? _meta?.[PROTOCOL_VERSION_META_KEY]}`;
}
