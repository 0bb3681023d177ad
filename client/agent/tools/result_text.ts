/** What servers answer, as texts for a model. */

import type { CallToolResult, ContentBlock, PromptMessage, ReadResourceResult } from "@modelcontextprotocol/client";

/** How much of one answer a model gets to read, in UTF-16 code units. */
const MAX_LENGTH = 20_000;

/** The text of a tool's result; its structured content where there is no text. */
export function formatResult({ content, structuredContent }: CallToolResult): string {
  const text = content.map(formatBlock).join("\n").trim();
  return truncate(text === "" && structuredContent !== undefined ? JSON.stringify(structuredContent) : text);
}

/** The texts of a resource. */
export function formatResource(contents: ReadResourceResult["contents"]): string {
  return truncate(contents.map(formatContent).join("\n"));
}

/** A prompt's messages, each after who speaks. */
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
      return `[a resource to read: ${block.uri} (${block.name})]`;
    default:
      return `[${block.type}, ${block.mimeType}: it can't be shown here]`;
  }
}

function formatContent(content: ReadResourceResult["contents"][number]): string {
  return "text" in content ? content.text : `[${content.uri}, ${content.mimeType ?? "data"}: it can't be shown here]`;
}

function truncate(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  const kept = text.slice(0, MAX_LENGTH).replace(/[\uD800-\uDBFF]$/, "");
  return `${kept}… [cut: ${kept.length} of ${text.length} characters; ask for less at once]`;
}
