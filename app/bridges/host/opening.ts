/** The call of a tool that made the host show the page. */

import type { McpUiHostContext } from "@modelcontextprotocol/ext-apps";

/** A result of a tool. */
export interface ToolResult {
  content?: readonly { type: string; text?: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
  _meta?: Record<string, unknown>;
}

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

/** The text of a result. */
export function readText({ content = [] }: ToolResult): string {
  return content.flatMap(({ text }) => text ?? []).join("\n");
}
