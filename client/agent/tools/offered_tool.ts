import type { CallToolResult, ToolAnnotations } from "@modelcontextprotocol/client";
import type { ModelTool } from "../../models/mod.ts";

/** A tool that the model may use: one of a server's, or one of the agent's own. */
export interface OfferedTool {
  /** As the model is told of it. */
  definition: ModelTool;
  /** The server that it belongs to, and the server's own name and title for it, for people. */
  server: string;
  name: string;
  title: string;
  annotations: ToolAnnotations;
  /**
   * Uses it.
   *
   * @throws {ServerFailure} When the server can't be used, or answers with an error.
   */
  use(args: Record<string, unknown>, signal: AbortSignal): Promise<ToolOutcome>;
}

/** What came of a tool's use. */
export interface ToolOutcome {
  /** False: the tool says that it didn't do its work. */
  done: boolean;
  /** What it answered, for the model and for people. */
  text: string;
  /** The server from which it may hold anybody's words, which the model gets marked; null where it needs no mark. */
  from: string | null;
  result?: CallToolResult;
}

/** Stands in for a tool that a model called by a wrong name, or in a way that can't be read: says so. */
export function createMissingTool(name: string, what: "tool" | "arguments"): OfferedTool {
  const text = what === "tool"
    ? `There is no tool ${name}: use those that are offered, by their exact names.`
    : `The arguments of ${name} are no JSON object: call it again, with all of them.`;
  return {
    definition: { name, description: "", inputSchema: {} },
    server: "support-mcp",
    name,
    title: name,
    annotations: { readOnlyHint: true },
    use: () => Promise.resolve({ done: false, text, from: null }),
  };
}
