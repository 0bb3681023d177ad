/**
 * Serving one host over standard input and output (MCP, basic/transports, "stdio"). Hosts wait for what is loaded with this,
 * so it is little; the rest comes when it is needed.
 *
 * @module
 */

import { filterTools } from "../../protocol/tool_filter.ts";
import { Dispatcher } from "../../protocol/dispatcher.ts";
import { prepared } from "../../protocol/prepared/prepared.ts";
import { PreparedResponses } from "../../protocol/prepared/prepared_responses.ts";
import type { ServerOptions } from "../../protocol/sdk/create_server.ts";
import type { ServerName } from "../../definitions/mod.ts";
import type { Sink } from "./batched_writer.ts";
import { type Source, StdioTransport } from "./stdio_transport.ts";

export type { ServerName };

export interface StdioOptions extends Omit<ServerOptions, "definition"> {
  server: ServerName;
  /** Is told when the host's first questions are answered, or something else is asked: the time for heavier work. */
  onStartupDone?: () => void;
}

/** A server under way. */
export interface RunningServer {
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
export async function serveOnStdio(
  options: StdioOptions,
  source: Source = Deno.stdin,
  sink: Sink = Deno.stdout,
): Promise<RunningServer> {
  const answers = await loadPreparedResponses(options);
  const host = new StdioTransport(source, sink);
  const opening = new Dispatcher(host, {
    prepared: answers,
    async loadFastPath(greeted, send) {
      options.onStartupDone?.();
      const { createStdioFastPath } = await import("./load_fast_path.ts");
      return createStdioFastPath(options, greeted, send);
    },
    async connectServer(transport) {
      const { connectSdkServer } = await import("./connect_sdk_server.ts");
      return connectSdkServer(options, transport);
    },
  });
  host.start();
  host.closed.then(options.onStartupDone);
  return { done: host.closed, stop: () => opening.stop() };
}

/** A wrong name in `options.tools` is known before the first request, whether anything is prepared or not. */
async function loadPreparedResponses({ server, ...offer }: StdioOptions): Promise<PreparedResponses | undefined> {
  if (prepared !== undefined) return new PreparedResponses(prepared[server], offer);
  const { servers } = await import("../../definitions/mod.ts");
  filterTools({ definition: servers[server], ...offer });
}
