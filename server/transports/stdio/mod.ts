/**
 * Serves one host over standard input and output (MCP, basic/transports, "stdio"). It is small, because hosts
 * wait until it is loaded. Everything else is loaded when it is needed.
 *
 * @module
 */

import type { HostDeclaration } from "../../../store/mod.ts";
import type { ServerName } from "../../definitions/mod.ts";
import {
  filterTools,
  prepared as preparedServers,
  PreparedResponses,
  type ServerOptions,
  unpackServer,
} from "../../protocol/mod.ts";
import type { Sink } from "./batched_writer.ts";
import type { Source } from "./line_reader.ts";
import { StdioConnection } from "./stdio_connection.ts";

export type { ServerName };

/** Time to load what the next messages need. In milliseconds. */
const IDLE_MS = 50;

export interface StdioOptions extends Omit<ServerOptions, "definition"> {
  server: ServerName;
  /** Called when the first requests are answered, or the first other message arrives: the time for heavier work. */
  onStartupDone?: () => void;
  /** Called once, with what the host declares about itself. */
  onClient?: (client: HostDeclaration) => void;
  /** Receives a sentence about each message that gets no response and has no effect, as MCP allows. */
  onIgnored?: (reason: string) => void;
}

/** A server that is running. */
export interface RunningServer {
  /** Settles when the host has closed our standard input and all pending requests are answered. */
  readonly done: Promise<void>;
  /** Accepts nothing more, completes pending requests, then ends. */
  stop(): Promise<void>;
}

/**
 * Serves on this process's standard input and output, in the revision that the host speaks.
 *
 * @throws {RangeError} If `options.tools` names a tool that the server doesn't have.
 */
export async function serveOnStdio(
  options: StdioOptions,
  source: Source = Deno.stdin,
  sink: Sink = Deno.stdout,
): Promise<RunningServer> {
  const { server, onStartupDone, onClient, onIgnored, ...rest } = options;
  const prepared = await loadPreparedResponses(options);
  const connection = new StdioConnection(source, sink, {
    prepared,
    async loadFastPath() {
      onStartupDone?.();
      if (options.fastPath === false) return undefined;
      const { createFastPath } = await import("./load_fast_path.ts");
      return createFastPath(server, { ...rest, ...prepared && { offered: prepared.offered } });
    },
    async connectServer(transport) {
      const { connectServerFor } = await import("./load_sdk.ts");
      return connectServerFor(server, rest, transport);
    },
    onerror: options.onerror,
    onClient,
    onIgnored,
    onSlowDrain: () => void options.desk.then((desk) => desk.stopWaiting()).catch(() => {}),
    idleMs: IDLE_MS,
  });
  connection.start();
  connection.closed.then(onStartupDone);
  return { done: connection.closed, stop: () => connection.stop() };
}

/** Unknown names in `options.tools` are found before the first request, prepared or not. */
async function loadPreparedResponses({ server, ...filter }: StdioOptions): Promise<PreparedResponses | undefined> {
  if (preparedServers !== undefined) return new PreparedResponses(unpackServer(preparedServers, server), filter);
  const { servers } = await import("../../definitions/mod.ts");
  filterTools({ definition: servers[server], ...filter });
}
