import type { CallToolResult } from "@modelcontextprotocol/client";
import type { CallSubject } from "../../desk/mod.ts";
import type { ModelTool } from "../../models/mod.ts";
import type { ToolDeclaration } from "../../options/mod.ts";

/** A tool that the model may use: a server's, or one of the agent's own. */
export interface OfferedTool extends ToolDeclaration {
  /** The definition that the model gets. */
  definition: ModelTool;
  /** The server that has the tool, and the server's own name and title for it. */
  server: string;
  name: string;
  title: string;
  /** Reads what a call concerns, if the server is trusted to know it. */
  readSubject?(args: Record<string, unknown>): Promise<CallSubject | undefined>;
  /**
   * Calls the tool.
   *
   * @throws {ServerError} If the server is unavailable, or responds with an error.
   */
  use(args: Record<string, unknown>, signal: AbortSignal): Promise<ToolOutcome>;
}

/** The outcome of a tool call. */
export interface ToolOutcome {
  /** False if the tool reports a failure. */
  done: boolean;
  /** The result's text, for the model and for people. */
  text: string;
  /** The server to name when the text is marked as untrusted for the model; null if it needs no mark. */
  from: string | null;
  result?: CallToolResult;
}

/** Creates a placeholder for a call with an unknown name or unreadable arguments, which reports the mistake. */
export function createMissingTool(name: string, mistake: "tool" | "arguments"): OfferedTool {
  const text = mistake === "tool"
    ? `Unknown tool: ${name}. Use one of the offered tools, by its exact name.`
    : `Invalid arguments for ${name}: expected a JSON object. Call it again with all arguments.`;
  return {
    definition: { name, description: "", inputSchema: {} },
    server: "support-mcp",
    name,
    title: name,
    annotations: { readOnlyHint: true },
    isTrusted: true,
    use: () => Promise.resolve({ done: false, text, from: null }),
  };
}
