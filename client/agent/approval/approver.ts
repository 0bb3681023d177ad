import type { CallSubject } from "../../desk/mod.ts";
import type { ToolDeclaration } from "../../options/mod.ts";

/** A tool call that the model wants to make, as shown to the person who approves it. */
export interface ToolCall extends ToolDeclaration {
  /** The server's name, as people know it. */
  server: string;
  /** The tool's name on its server. */
  tool: string;
  /** The tool's title for people, or its name if it has none. */
  title: string;
  arguments: Record<string, unknown>;
  /** The tickets and the account that the call concerns, as its server knows them. */
  subject?: CallSubject;
}

/** Approved; declined; or declined with a reason for the model. */
export type Approval = "yes" | "no" | { no: string };

/** Decides on tool calls. */
export interface Approver {
  /**
   * Decides on one call. Calls come one at a time, in the model's order. Never rejects.
   *
   * @param stop Aborted when the run stops and nothing waits for the decision any longer.
   */
  approve(call: ToolCall, stop: AbortSignal): Promise<Approval>;
}

/** Declines every call, because no person is available. */
export const absentApprover: Approver = {
  approve: () => Promise.resolve({ no: "no person is available to approve it" }),
};
