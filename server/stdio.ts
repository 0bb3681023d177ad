/** Serving one host over standard input and output (MCP, basic/transports, "stdio"). */

import process from "node:process";
import { serveConnection } from "./connection.ts";
import { offeredTools, type ServerOptions } from "./server.ts";
import { DrainingStdioTransport } from "./stdio_transport.ts";

/** A server under way. */
export interface Served {
  /** Settles when the host has closed our standard input and everything under way is answered. */
  readonly done: Promise<void>;
  /** Takes no new requests, answers those under way, then ends. */
  stop(): Promise<void>;
}

/**
 * Serves on this process's standard input and output, in whichever protocol revision the host speaks.
 *
 * @throws {RangeError} When `options.tools` names a tool that the server doesn't have.
 */
export function serveOnStdio(options: ServerOptions, stdin = process.stdin, stdout = process.stdout): Served {
  offeredTools(options); // a wrong name is known before the first request
  const transport = new DrainingStdioTransport(stdin, stdout);
  const handle = serveConnection(options, transport);
  return {
    done: transport.closed,
    async stop() {
      await transport.drain();
      await handle.close();
      await transport.closed;
    },
  };
}
