/** Formats results from servers as text for a model. */

import type { CallToolResult, ContentBlock, PromptMessage, ReadResourceResult } from "@modelcontextprotocol/client";

/** The most of one result that a model gets, in UTF-16 code units. */
const MAX_LENGTH = 20_000;

/** Formats the text of a tool result, or its structured content if it has no text. */
export function formatResult({ content, structuredContent }: CallToolResult): string {
  const text = content.map(formatBlock).join("\n").trim();
  return truncate(text === "" && structuredContent !== undefined ? JSON.stringify(structuredContent) : text);
}

/** Formats the contents of a resource. */
export function formatResource(contents: ReadResourceResult["contents"]): string {
  return truncate(contents.map(formatContent).join("\n"));
}

/** Formats the messages of a prompt, each with its role. */
export function formatPrompt(messages: readonly PromptMessage[]): string {
  return truncate(messages.map(({ role, content }) => `[${role}] ${formatBlock(content)}`).join("\n\n"));
}

function formatBlock(block: ContentBlock): string {
  switch (block.type) {
    case "text":
      return block.text;
    case "resource":
      return formatContent(block.resource);
    case "resource_link":
      return `[resource: ${block.uri} (${block.name})]`;
    default:
      return `[${block.type}, ${block.mimeType}: cannot be shown here]`;
  }
}

function formatContent(content: ReadResourceResult["contents"][number]): string {
  return "text" in content ? content.text : `[${content.uri}, ${content.mimeType ?? "data"}: cannot be shown here]`;
}

function truncate(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  const kept = text.slice(0, MAX_LENGTH).replace(/[\uD800-\uDBFF]$/, "");
  return `${kept}… [truncated: ${kept.length} of ${text.length} characters. Request less at a time.]`;
}
