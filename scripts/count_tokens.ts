// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * Prints the number of tools of each server, and about how many tokens they cost in each conversation of a host.
 *
 * @module
 */

import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { fileURLToPath } from "node:url";
import { estimateTokens } from "../server/definitions/sizes/mod.ts";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
/** The words after `serve`, for each server. */
const SERVERS = [[], ["tickets"], ["customers"]];

/** The parts of a tool that a model reads. */
export interface ShownTool {
  name: string;
  description?: string | undefined;
  inputSchema: unknown;
}

/** Estimates the cost of tools: their names, descriptions and input schemas, as hosts put them into a conversation. */
export function estimateToolTokens(tools: readonly ShownTool[]): number {
  const shown = tools.map(({ name, description, inputSchema }) => JSON.stringify({ name, description, inputSchema }));
  const text = shown.join("\n");
  return Math.max(estimateTokens(text), Math.round(text.length / 4));
}

/** Lists the tools of a server as a host does. */
async function listTools(words: readonly string[]): Promise<ShownTool[]> {
  const client = new Client({ name: "count-tokens", version: "1.0.0" });
  const args = ["run", "-A", "--unstable-kv", MAIN, "serve", ...words, "--demo"];
  await client.connect(new StdioClientTransport({ command: Deno.execPath(), args, stderr: "ignore" }));
  try {
    return (await client.listTools()).tools;
  } finally {
    await client.close();
  }
}

if (import.meta.main) {
  for (const words of SERVERS) {
    const tools = await listTools(words);
    console.log(`${["serve", ...words].join(" ")}: ${tools.length} tools, about ${estimateToolTokens(tools)} tokens`);
  }
}
