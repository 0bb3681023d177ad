/** MCP over stdio by hand: one JSON-RPC message a line (MCP, basic/transports, "stdio"). */

import type { Running } from "./program.ts";

/** What came back for a request. */
export interface Answer {
  id: number;
  result?: Record<string, unknown>;
  error?: { code: number; message: string };
}

/** A request as a line. */
export function request(id: number, method: string, params: Record<string, unknown> = {}): string {
  return JSON.stringify({ jsonrpc: "2.0", id, method, params }) + "\n";
}

/** A call of a tool as a line. */
export function call(id: number, name: string, args: Record<string, unknown>): string {
  return request(id, "tools/call", { name, arguments: args });
}

/** The handshake, whose request has the id 0. */
export const HANDSHAKE = request(0, "initialize", {
  protocolVersion: "2025-06-18",
  capabilities: {},
  clientInfo: { name: "lines", version: "1.0.0" },
}) + JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }) + "\n";

/** Every answer on a standard output, which must hold protocol messages alone. */
export function answersIn(stdout: string): Answer[] {
  const lines = stdout.slice(0, stdout.lastIndexOf("\n") + 1).split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line)).filter((message) => "id" in message && !("method" in message));
}

/** Waits for the answer to the request `id`. */
export async function answerTo(id: number, running: Running): Promise<Answer> {
  const find = (stdout: string) => answersIn(stdout).find((answer) => answer.id === id);
  return find(await running.output((stdout) => find(stdout) !== undefined))!;
}
