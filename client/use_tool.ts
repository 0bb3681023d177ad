import type { CallToolResult } from "@modelcontextprotocol/client";
import type { LastingConnection } from "./lasting_connection.ts";
import type { Approver } from "./loop/approver.ts";

/**
 * Uses a tool that writes.
 *
 * @returns Its result, unless somebody said no.
 * @throws {ServerFailure} When its server fails.
 * @throws {AgentFailure} When nobody knows whether it was done.
 */
export type UseTool = (
  server: LastingConnection,
  tool: string,
  args: Record<string, unknown>,
) => Promise<CallToolResult | Refused>;

/** Why a tool wasn't used. */
export class Refused {
  constructor(readonly reason: string) {}
}

/** Asks nobody. */
export const useTool: UseTool = (server, tool, args) => {
  return server.change(tool, (connection) => connection.call(tool, args));
};

/**
 * Asks for a yes first.
 *
 * @param stop Aborted when nobody waits for an answer any longer.
 */
export function approvedUse(approver: Approver, stop: AbortSignal): UseTool {
  return async (server, tool, args) => {
    const tools = await server.ask((connection) => connection.tools());
    const { title, annotations = {} } = tools.find(({ name }) => name === tool) ?? {};
    const call = { server: server.server, tool, title: title ?? annotations.title ?? tool, annotations };
    const approval = await approver.approve({ ...call, arguments: args }, stop);
    if (approval === "yes") return await useTool(server, tool, args);
    return new Refused(approval === "no" ? `You didn't allow ${tool}.` : `You didn't allow ${tool}: ${approval.no}.`);
  };
}
