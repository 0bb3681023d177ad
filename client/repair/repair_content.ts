/** Repairs the contents of results: blocks of unknown types become texts that name them. */

import { isSpecType } from "@modelcontextprotocol/client";
import { isPlainObject } from "../../base/values/is_plain_object.ts";
import { dropNulls, dropNullsIn } from "./drop_nulls.ts";

/** Repairs the content of a tool's result. */
export function repairCallResult(result: Record<string, unknown>): Record<string, unknown> {
  const { content, structuredContent, ...rest } = result;
  const blocks = toList(content).map(repairBlock);
  const mayBeAnything = "resultType" in result; // in the stateless revisions
  if (isPlainObject(structuredContent) || mayBeAnything && structuredContent !== undefined) {
    return { ...rest, content: blocks, structuredContent };
  }
  const hasNoText = blocks.length === 0 && structuredContent !== undefined && structuredContent !== null;
  return { ...rest, content: hasNoText ? [toText(JSON.stringify(structuredContent))] : blocks };
}

/** Repairs the messages of a prompt. */
export function repairPromptResult(result: Record<string, unknown>): Record<string, unknown> {
  const { messages } = result;
  if (!Array.isArray(messages)) return result;
  const repaired = messages.flatMap((message: unknown) => {
    if (!isPlainObject(message)) return [message];
    return toList(message.content).map((content) => ({ ...dropNulls(message), content: repairBlock(content) }));
  });
  return { ...result, messages: repaired };
}

/** Repairs the contents of a resource. */
export function repairReadResult(result: Record<string, unknown>): Record<string, unknown> {
  const { contents } = result;
  if (!Array.isArray(contents)) return result;
  return { ...result, contents: contents.map((item: unknown) => isPlainObject(item) ? repairContents(item) : item) };
}

function repairContents(item: Record<string, unknown>): Record<string, unknown> {
  const present = dropNulls(item);
  if ("text" in present || "blob" in present) return present;
  return { ...present, text: describe(present.mimeType ?? "data") };
}

/** Some servers send a single block, or a text, in place of a list of blocks. */
function toList(content: unknown): unknown[] {
  if (content === undefined || content === null) return [];
  return Array.isArray(content) ? content : [content];
}

function repairBlock(block: unknown): unknown {
  if (typeof block === "string") return toText(block);
  if (!isPlainObject(block)) return toText(JSON.stringify(block));
  const present = dropNullsIn(dropNulls(block), ["resource", "annotations"]);
  if (isSpecType.ContentBlock(present)) return present;
  const { type, mimeType, text } = present;
  if (typeof text === "string") return toText(text);
  return toText(describe(type ?? "content", mimeType));
}

function describe(...parts: readonly unknown[]): string {
  return `[${parts.filter((part) => typeof part === "string").join(", ")}: cannot be shown here]`;
}

function toText(text: string): { type: "text"; text: string } {
  return { type: "text", text };
}
