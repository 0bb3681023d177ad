/** MCP over stdio written by hand: one JSON-RPC message per line (MCP, basic/transports, "stdio"). */

import type { RunningProgram } from "./program.ts";

/** A JSON-RPC response. */
export interface RpcResponse {
  id: number;
  result?: Record<string, unknown>;
  error?: { code: number; message: string };
}

/** Formats a request as a line. */
export function formatRequest(id: number, method: string, params: Record<string, unknown> = {}): string {
  return JSON.stringify({ jsonrpc: "2.0", id, method, params }) + "\n";
}

/** Formats a tool call as a line. */
export function formatToolCall(id: number, name: string, args: Record<string, unknown>): string {
  return formatRequest(id, "tools/call", { name, arguments: args });
}

/** The handshake. Its request has the id 0. */
export const HANDSHAKE = formatRequest(0, "initialize", {
  protocolVersion: "2025-06-18",
  capabilities: {},
  clientInfo: { name: "lines", version: "1.0.0" },
}) + JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }) + "\n";

/** Parses every response on standard output, which must hold only protocol messages. */
export function parseResponses(stdout: string): RpcResponse[] {
  const lines = stdout.slice(0, stdout.lastIndexOf("\n") + 1).split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line)).filter((message) => "id" in message && !("method" in message));
}

/** Waits for the response to the request `id`. */
export async function waitForResponse(id: number, running: RunningProgram): Promise<RpcResponse> {
  const find = (stdout: string) => parseResponses(stdout).find((answer) => answer.id === id);
  return find(await running.waitForOutput((stdout) => find(stdout) !== undefined))!;
}
