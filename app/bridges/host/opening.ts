/** The call of a tool that made the host show the page. */

import type { McpUiHostContext } from "@modelcontextprotocol/ext-apps";
import type { ToolResult } from "../read_result.ts";

export interface Opening {
  /** The name of the tool, if the host tells. */
  tool?: string;
  input?: Record<string, unknown>;
  result?: ToolResult;
  /** The host or the person ended the call. */
  isCancelled?: boolean;
}

/** Reads the name of the tool from the context of the host. */
export function readToolName({ toolInfo }: McpUiHostContext): string | undefined {
  const name: unknown = toolInfo?.tool?.name;
  return typeof name === "string" ? name.split(/[./:]|__/).at(-1)! : undefined; // some hosts put the server's name before it
}
