/** Reads the results of a desk's servers: texts, and JSON in texts. */

import type { CallToolResult, PromptMessage, ReadResourceResult } from "@modelcontextprotocol/client";
import * as z from "zod";

/** The part of a ticket that the script reads. */
export const ticketSchema = z.object({ customer: z.string(), account_tier: z.string() });

/** An ID, which some servers send as a number. */
export const idSchema = z.union([z.string(), z.number()]).transform(String);
const refusalSchema = z.object({ success: z.literal(false), error: z.string() });

export const closeResultSchema = z.union([z.object({ success: z.literal(true), ticket_id: idSchema }), refusalSchema]);
export const escalateResultSchema = z.union([
  z.object({ success: z.literal(true), priority: z.string(), escalation_note: z.string() }),
  refusalSchema,
]);

export const customerResultSchema = z.object({ customer: z.object({ account_tier: z.string() }) });

/**
 * Parses JSON of a given shape.
 *
 * @returns Undefined if the text is not JSON of this shape.
 */
export function parseJsonAs<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Returns the texts of a resource, without binary contents. */
export function getResourceTexts(contents: ReadResourceResult["contents"]): string[] {
  return contents.flatMap((content) => "text" in content ? [content.text] : []);
}

/** Returns the text messages of a prompt. */
export function getPromptTexts(messages: readonly PromptMessage[]): { role: string; text: string }[] {
  return messages.flatMap(({ role, content }) => content.type === "text" ? [{ role, text: content.text }] : []);
}

/** Returns the first text of a tool result, or an empty string. */
export function getResultText({ content }: CallToolResult): string {
  return content.find((block) => block.type === "text")?.text ?? "";
}
