/** Runs a tool: what is the same whoever brought the call. */

import type { RequestId } from "@modelcontextprotocol/server";
import type { Actor, Customers, Desk, Tickets } from "../../../store/mod.ts";
import type { ClientRequests } from "../../elicitation/client_requests.ts";
import type { InteractiveContext, ToolDefinition } from "../../definitions/definition.ts";
import { createToolResult, toToolFailure } from "./results.ts";

/** One call of a tool, and the ways to tell its host something meanwhile. */
export interface ToolCall {
  desk: Promise<Desk>;
  actor: Actor;
  /** For a tool that asks. */
  client?: ClientRequests;
  /** Aborted when the host cancels the call. */
  readonly signal: AbortSignal;
  progressToken?: RequestId | undefined;
  notify(notification: ProgressNotification): Promise<void>;
  /** Logs for the host, as far as it wants to be told. */
  log(text: string): Promise<void>;
}

/** What a tool tells of its progress. */
export interface ProgressNotification {
  method: "notifications/progress";
  params: { progressToken: RequestId; progress: number; total: number; message?: string };
}

/** What log messages to hosts are said to come from (MCP, server/utilities/logging). */
export const LOGGER_NAME = "desk";

/**
 * Runs the tool; failures of the desk become results.
 *
 * @throws What is no failure of the desk: a question that waits for its answer, or a fault of ours.
 */
export async function runTool(tool: ToolDefinition, input: Record<string, unknown>, call: ToolCall) {
  try {
    const output = await tool.handle(input, new CallContext(call, await call.desk));
    const text = tool.text(output, input);
    if (!tool.annotations.readOnlyHint) await call.log(`${tool.name}: ${text}`);
    return createToolResult(text, output);
  } catch (error) {
    return toToolFailure(error);
  }
}

/** What the tool is handed. Few ask for all of it, so it is made when they do. */
class CallContext implements InteractiveContext {
  readonly tickets: Tickets;
  readonly customers: Customers;

  constructor(private readonly call: ToolCall, { tickets, customers }: Desk) {
    this.tickets = tickets;
    this.customers = customers;
  }

  get client(): ClientRequests {
    return this.call.client!; // a tool without questions has no such member, as `defineTool` types it
  }

  get signal(): AbortSignal {
    return this.call.signal;
  }

  get change(): InteractiveContext["change"] {
    const { actor, client: ask } = this.call;
    return ({ expected_revision, idempotency_key } = {}) => ({
      by: actor,
      ...expected_revision !== undefined && { expectedRevision: expected_revision },
      ...idempotency_key !== undefined && { idempotencyKey: idempotency_key },
      ...ask !== undefined && ask.records.length > 0 && { answers: ask.records },
    });
  }

  get progress(): InteractiveContext["progress"] {
    const { call } = this;
    return async (done, total, message) => {
      const { progressToken } = call;
      if (progressToken === undefined) return;
      const params = { progressToken, progress: done, total, ...message !== undefined && { message } };
      await call.notify({ method: "notifications/progress", params });
    };
  }
}
