/** What our definitions are served with. */

import type { McpServer, RequestStateCodec } from "@modelcontextprotocol/server";
import type { Desk } from "../store/mod.ts";
import type { RequestState } from "./asking/request_state.ts";
import type { Complete, ReadContext } from "./definition.ts";

/** One connection's server, and what its handlers work with. */
export interface Serving {
  mcp: McpServer;
  /** Opens beside the handshake; the first call that needs it waits. */
  desk: Promise<Desk>;
  unattended: boolean;
  /** Signs the state of calls with questions. */
  codec: RequestStateCodec<RequestState>;
}

/** The most values that a completion may hold (MCP, server/utilities/completion). */
const MOST_COMPLETIONS = 100;

/** A definition's completion as the SDK calls it. */
export function completing(values: Complete, { desk }: Serving): (value: unknown) => Promise<string[]> {
  return async (value) => {
    const context: ReadContext = await desk;
    return (await values(String(value ?? ""), context)).slice(0, MOST_COMPLETIONS);
  };
}
