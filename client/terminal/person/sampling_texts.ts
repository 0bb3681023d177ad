/** The texts of a sampling request. */

import type { CreateMessageRequestParams, SamplingMessage } from "@modelcontextprotocol/client";

type Block = Extract<SamplingMessage["content"], readonly unknown[]>[number];

/** Formats the whole conversation for people. */
export function formatTranscript({ systemPrompt, messages }: CreateMessageRequestParams): string {
  const parts = messages.map(({ role, content }) => `${role}: ${[content].flat().map(formatBlock).join("\n")}`);
  return [...systemPrompt === undefined ? [] : [`instructions: ${systemPrompt}`], ...parts].join("\n\n");
}

/** A text in a conversation that can be replaced. */
export interface TextPart {
  label: string;
  text: string;
  replaceText(text: string): CreateMessageRequestParams;
}

/** Lists the texts of a conversation, which are the parts that a person can edit. */
export function listTextParts(conversation: CreateMessageRequestParams): TextPart[] {
  const { systemPrompt, messages } = conversation;
  const parts = messages.flatMap((message, index) =>
    [message.content].flat().flatMap((block, at) =>
      block.type === "text" ? [toTextPart(conversation, message, index, at, block.text)] : []
    )
  );
  if (systemPrompt === undefined) return parts;
  const changedTo = (text: string) => ({ ...conversation, systemPrompt: text });
  return [{ label: "Instructions", text: systemPrompt, replaceText: changedTo }, ...parts];
}

function toTextPart(
  conversation: CreateMessageRequestParams,
  { role, content }: SamplingMessage,
  index: number,
  at: number,
  text: string,
): TextPart {
  return {
    label: `Message ${index + 1} (${role})`,
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
      return `[tool call ${block.name}: ${JSON.stringify(block.input)}]`;
    case "tool_result":
      return `[tool result: ${JSON.stringify(block.content)}]`;
  }
}
