import type { ToolAnnotations } from "@modelcontextprotocol/client";

/** A tool that the model wants to use, as a person sees it who is asked for a yes. */
export interface ToolCall {
  /** The server's name, as people know it. */
  server: string;
  /** The tool's own name. */
  tool: string;
  /** What the server calls it for people; its name where the server has no title for it. */
  title: string;
  /** What the server says of it, which may be wrong, and may be nothing (MCP, server/tools, "Tool annotations"). */
  annotations: ToolAnnotations;
  arguments: Record<string, unknown>;
}

/** Yes; no; or no with the reason, which the model is told. */
export type Approval = "yes" | "no" | { no: string };

/** Whoever says whether a tool may be used: a person at a terminal, or nobody. */
export interface Approver {
  /**
   * Is asked for one call at a time, in the order in which the model wants them. Never rejects.
   *
   * @param stop Aborted when the run is stopped: nobody waits for the answer any longer.
   */
  approve(call: ToolCall, stop: AbortSignal): Promise<Approval>;
}

/** Stands in where there is nobody to ask: nobody says yes. */
export const absentApprover: Approver = {
  approve: () => Promise.resolve({ no: "nobody is there who could be asked for it" }),
};
