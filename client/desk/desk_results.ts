/** Reads what a desk's servers answer: texts, and the JSON in them. */

import type { CallToolResult, PromptMessage, ReadResourceResult } from "@modelcontextprotocol/client";
import * as z from "zod";

/** What the script needs to know of a ticket. */
export const ticketSchema = z.object({ customer: z.string(), account_tier: z.string() });

/** An id, which some servers send as a number. */
const idSchema = z.union([z.string(), z.number()]).transform(String);
const refusalSchema = z.object({ success: z.literal(false), error: z.string() });

export const closeResultSchema = z.union([z.object({ success: z.literal(true), ticket_id: idSchema }), refusalSchema]);
export const escalateResultSchema = z.union([
  z.object({ success: z.literal(true), priority: z.string(), escalation_note: z.string() }),
  refusalSchema,
]);

export const customerResultSchema = z.object({ customer: z.object({ account_tier: z.string() }) });

/**
 * Reads JSON of a certain shape.
 *
 * @returns Undefined when the text is none of it.
 */
export function parseJsonAs<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The texts of a resource; contents that are no text are left out. */
export function getResourceTexts(contents: ReadResourceResult["contents"]): string[] {
  return contents.flatMap((content) => "text" in content ? [content.text] : []);
}

/** A prompt's messages, without those that are no text. */
export function getPromptTexts(messages: readonly PromptMessage[]): { role: string; text: string }[] {
  return messages.flatMap(({ role, content }) => content.type === "text" ? [{ role, text: content.text }] : []);
}

/** The first text of a tool's result; empty when there is none. */
export function getResultText({ content }: CallToolResult): string {
  return content.find((block) => block.type === "text")?.text ?? "";
}
