/** Calling tools in tests. */

import assert from "node:assert/strict";
import type { Client } from "@modelcontextprotocol/client";

export interface ToolOutcome {
  text: string;
  isError: boolean;
  // deno-lint-ignore no-explicit-any -- tests look into structured content without a schema
  data: any;
}

/** Calls a tool and gives its text and structured content. */
export async function call(client: Client, name: string, input: Record<string, unknown> = {}): Promise<ToolOutcome> {
  const { content, isError, structuredContent } = await client.callTool({ name, arguments: input });
  const [block] = content as { type: string; text: string }[];
  assert.equal(block?.type, "text");
  return { text: block.text, isError: isError ?? false, data: structuredContent };
}

/** Reads a resource's one text. */
export async function readText(client: Client, uri: string): Promise<string> {
  const { contents } = await client.readResource({ uri });
  return (contents as { text: string }[])[0]!.text;
}
