/** What servers answer, as texts for a model. */

import type { CallToolResult, ContentBlock, PromptMessage, ReadResourceResult } from "@modelcontextprotocol/client";

/** How much of one answer a model gets to read, in UTF-16 code units. */
const LONGEST_TEXT = 20_000;

/** The text of a tool's result; its structured content where there is no text. */
export function textOfResult({ content, structuredContent }: CallToolResult): string {
  const text = content.map(textOfBlock).join("\n").trim();
  return cut(text === "" && structuredContent !== undefined ? JSON.stringify(structuredContent) : text);
}

/** The texts of a resource. */
export function textOfResource(contents: ReadResourceResult["contents"]): string {
  return cut(contents.map(textOfContent).join("\n"));
}

/** A prompt's messages, each after who speaks. */
export function textOfPrompt(messages: readonly PromptMessage[]): string {
  return cut(messages.map(({ role, content }) => `[${role}] ${textOfBlock(content)}`).join("\n\n"));
}

function textOfBlock(block: ContentBlock): string {
  switch (block.type) {
    case "text":
      return block.text;
    case "resource":
      return textOfContent(block.resource);
    case "resource_link":
      return `[a resource to read: ${block.uri} (${block.name})]`;
    default:
      return `[${block.type}, ${block.mimeType}: it can't be shown here]`;
  }
}

function textOfContent(content: ReadResourceResult["contents"][number]): string {
  return "text" in content ? content.text : `[${content.uri}, ${content.mimeType ?? "data"}: it can't be shown here]`;
}

function cut(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const kept = text.slice(0, LONGEST_TEXT).replace(/[\uD800-\uDBFF]$/, "");
  return `${kept}… [cut: ${kept.length} of ${text.length} characters; ask for less at once]`;
}
