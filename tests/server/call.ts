/** Calls tools, prompts and resources in tests. */

import assert from "node:assert/strict";
import type { Client } from "@modelcontextprotocol/client";

export interface ToolOutcome {
  text: string;
  isError: boolean;
  // deno-lint-ignore no-explicit-any -- tests read structured content without a schema
  data: any;
}

/** Calls a tool and returns its text and structured content. */
export async function call(client: Client, name: string, input: Record<string, unknown> = {}): Promise<ToolOutcome> {
  const { content, isError, structuredContent } = await client.callTool({ name, arguments: input });
  const [block] = content as { type: string; text: string }[];
  assert.equal(block?.type, "text");
  return { text: block.text, isError: isError ?? false, data: structuredContent };
}

/** Reads the one text of a resource. */
export async function readText(client: Client, uri: string): Promise<string> {
  const { contents } = await client.readResource({ uri });
  return (contents as { text: string }[])[0]!.text;
}

/** Gets a prompt and returns the text of its one message, which is the user's. */
export async function promptText(client: Client, name: string, args: Record<string, string>): Promise<string> {
  const { messages } = await client.getPrompt({ name, arguments: args });
  assert.equal(messages.length, 1);
  assert.equal(messages[0]!.role, "user");
  return (messages[0]!.content as { text: string }).text;
}

/** Completes a variable of a prompt or resource template. */
export async function complete(client: Client, ref: Reference, name: string, value: string): Promise<string[]> {
  return (await client.complete({ ref, argument: { name, value } })).completion.values;
}

type Reference = { type: "ref/prompt"; name: string } | { type: "ref/resource"; uri: string };

/** Asserts that reading a resource or prompt fails with a protocol error -32602. */
export async function assertInvalidParams(promise: Promise<unknown>, message: RegExp): Promise<void> {
  await assert.rejects(promise, (error: Error & { code?: number }) => {
    assert.equal(error.code, -32602);
    assert.match(error.message, message);
    return true;
  });
}
