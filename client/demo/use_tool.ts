import type { CallToolResult } from "@modelcontextprotocol/client";
import type { ReconnectingConnection } from "../connection/mod.ts";
import type { Approver } from "../agent/approval/mod.ts";

/**
 * Uses a tool that writes.
 *
 * @returns Its result, unless somebody said no.
 * @throws {ServerFailure} When its server fails.
 * @throws {AgentFailure} When nobody knows whether it was done.
 */
export type ToolCaller = (
  server: ReconnectingConnection,
  tool: string,
  args: Record<string, unknown>,
) => Promise<CallToolResult | ToolRefusal>;

/** Why a tool wasn't used. */
export class ToolRefusal {
  constructor(readonly reason: string) {}
}

/** Asks nobody. */
export const callTool: ToolCaller = (server, tool, args) => {
  return server.change(tool, (connection) => connection.call(tool, args));
};

/**
 * Asks for a yes first.
 *
 * @param stop Aborted when nobody waits for an answer any longer.
 */
export function withApproval(approver: Approver, stop: AbortSignal): ToolCaller {
  return async (server, tool, args) => {
    const tools = await server.request((connection) => connection.tools());
    const { title, annotations = {} } = tools.find(({ name }) => name === tool) ?? {};
    const call = { server: server.server, tool, title: title ?? annotations.title ?? tool, annotations };
    const approval = await approver.approve({ ...call, arguments: args }, stop);
    if (approval === "yes") return await callTool(server, tool, args);
    return new ToolRefusal(
      approval === "no" ? `You didn't allow ${tool}.` : `You didn't allow ${tool}: ${approval.no}.`,
    );
  };
}
