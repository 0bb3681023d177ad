/** The texts in a conversation that a server wants completed. */

import type { CreateMessageRequestParams, SamplingMessage } from "@modelcontextprotocol/client";

type Block = Extract<SamplingMessage["content"], readonly unknown[]>[number];

/** The whole conversation for people. */
export function formatTranscript({ systemPrompt, messages }: CreateMessageRequestParams): string {
  const parts = messages.map(({ role, content }) => `${role}: ${[content].flat().map(formatBlock).join("\n")}`);
  return [...systemPrompt === undefined ? [] : [`instructions: ${systemPrompt}`], ...parts].join("\n\n");
}

/** A text in a conversation, and the conversation with another text in its place. */
export interface TextPart {
  label: string;
  text: string;
  replaceText(text: string): CreateMessageRequestParams;
}

/** All that can be changed about a conversation: its texts. */
export function listTextParts(conversation: CreateMessageRequestParams): TextPart[] {
  const { systemPrompt, messages } = conversation;
  const parts = messages.flatMap((message, index) =>
    [message.content].flat().flatMap((block, at) =>
      block.type === "text" ? [toTextPart(conversation, message, index, at, block.text)] : []
    )
  );
  if (systemPrompt === undefined) return parts;
  const changedTo = (text: string) => ({ ...conversation, systemPrompt: text });
  return [{ label: "The instructions", text: systemPrompt, replaceText: changedTo }, ...parts];
}

function toTextPart(
  conversation: CreateMessageRequestParams,
  { role, content }: SamplingMessage,
  index: number,
  at: number,
  text: string,
): TextPart {
  return {
    label: `Message ${index + 1}, of the ${role}`,
    text,
    replaceText(text) {
      const blocks = [content].flat().with(at, { type: "text", text });
      const changed: SamplingMessage = { role, content: Array.isArray(content) ? blocks : blocks[0]! };
      return { ...conversation, messages: conversation.messages.with(index, changed) };
    },
  };
}

function formatBlock(block: Block): string {
  switch (block.type) {
    case "text":
      return block.text;
    case "image":
    case "audio":
      return `[${block.type}, ${block.mimeType}]`;
    case "tool_use":
      return `[uses ${block.name}: ${JSON.stringify(block.input)}]`;
    case "tool_result":
      return `[result of a tool: ${JSON.stringify(block.content)}]`;
  }
}
