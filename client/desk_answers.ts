/** Reads what a desk's servers answer: texts, and the JSON in them. */

import type { CallToolResult, PromptMessage, ReadResourceResult } from "@modelcontextprotocol/client";
import * as z from "zod";

/** What the script needs to know of a ticket. */
export const ticketAnswer = z.object({ customer: z.string(), account_tier: z.string() });

/** An id, which some servers send as a number. */
const id = z.union([z.string(), z.number()]).transform(String);
const refusal = z.object({ success: z.literal(false), error: z.string() });

export const closeAnswer = z.union([z.object({ success: z.literal(true), ticket_id: id }), refusal]);
export const escalateAnswer = z.union([
  z.object({ success: z.literal(true), priority: z.string(), escalation_note: z.string() }),
  refusal,
]);

export const customerAnswer = z.object({ customer: z.object({ account_tier: z.string() }) });

/**
 * Reads JSON of a certain shape.
 *
 * @returns Undefined when the text is none of it.
 */
export function parseAnswer<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The texts of a resource; contents that are no text are left out. */
export function textsOfResource(contents: ReadResourceResult["contents"]): string[] {
  return contents.flatMap((content) => "text" in content ? [content.text] : []);
}

/** A prompt's messages, without those that are no text. */
export function textsOfPrompt(messages: readonly PromptMessage[]): { role: string; text: string }[] {
  return messages.flatMap(({ role, content }) => content.type === "text" ? [{ role, text: content.text }] : []);
}

/** The first text of a tool's result; empty when there is none. */
export function textOfResult({ content }: CallToolResult): string {
  return content.find((block) => block.type === "text")?.text ?? "";
}
