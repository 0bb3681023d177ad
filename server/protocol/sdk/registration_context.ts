/** What our definitions are served with. */

import type { McpServer, RequestStateCodec } from "@modelcontextprotocol/server";
import type { Desk } from "../../../store/mod.ts";
import type { RequestState } from "../../elicitation/eras/mod.ts";
import type { Complete, ReadContext } from "../../definitions/mod.ts";

/** One connection's server, and what its handlers work with. */
export interface RegistrationContext {
  mcp: McpServer;
  /** Opens beside the handshake; the first call that needs it waits. */
  desk: Promise<Desk>;
  unattended: boolean;
  /** Signs the state of calls with questions. */
  codec: RequestStateCodec<RequestState>;
}

/** The most values that a completion may hold (MCP, server/utilities/completion). */
const MAX_COMPLETIONS = 100;

/** A definition's completion as the SDK calls it. */
export function toCompleter(values: Complete, { desk }: RegistrationContext): (value: unknown) => Promise<string[]> {
  return async (value) => {
    const context: ReadContext = await desk;
    return (await values(String(value ?? ""), context)).slice(0, MAX_COMPLETIONS);
  };
}
