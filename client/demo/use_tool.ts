import type { CallToolResult } from "@modelcontextprotocol/client";
import type { ReconnectingConnection } from "../connection/mod.ts";
import { readCallSubject } from "../desk/mod.ts";
import type { Approver } from "../agent/approval/mod.ts";

/**
 * Calls a tool that writes.
 *
 * @returns The result, or the refusal of a person.
 * @throws {ServerError} If the server fails.
 * @throws {AgentError} If the outcome is unknown.
 */
export type ToolCaller = (
  server: ReconnectingConnection,
  tool: string,
  args: Record<string, unknown>,
) => Promise<CallToolResult | ToolRefusal>;

/** The reason why a tool was not called. */
export class ToolRefusal {
  constructor(readonly reason: string) {}
}

/** Calls a tool without approval. */
export const callTool: ToolCaller = (server, tool, args) => {
  return server.change(tool, (connection) => connection.call(tool, args));
};

/**
 * Asks for approval before each call.
 *
 * @param readsSubjects Read the ticket that a call concerns, and show it with the call.
 * @param stop Aborted when the run ends and no approval is needed.
 */
export function withApproval(approver: Approver, readsSubjects: boolean, stop: AbortSignal): ToolCaller {
  return async (server, tool, args) => {
    const tools = await server.request((connection) => connection.tools());
    const { title, annotations = {} } = tools.find(({ name }) => name === tool) ?? {};
    const declaration = { title: title ?? annotations.title ?? tool, annotations, isTrusted: server.isTrusted };
    const call = { server: server.server, tool, ...declaration, arguments: args };
    const subject = readsSubjects && server.isTrusted
      ? await server.request((connection) => readCallSubject(connection, args))
      : undefined;
    const approval = await approver.approve({ ...call, ...subject && { subject } }, stop);
    if (approval === "yes") return await callTool(server, tool, args);
    return new ToolRefusal(
      approval === "no" ? `You did not approve ${tool}.` : `${tool} was not approved: ${approval.no}.`,
    );
  };
}
