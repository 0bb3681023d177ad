/** The texts of a ticket in which a query can match, by field. */

import type { TicketMatch } from "../../tickets.ts";
import type { CustomValues, TicketRecord } from "../../ticket.ts";
import { analyzeParts, analyzeText, type Language, type Token } from "../analysis/mod.ts";
import { FIELD_BITS } from "../postings/mod.ts";

/** A text of a ticket. */
export interface FieldText {
  /** Such as `description` or `comment 3`. */
  field: string;
  /** On one line. */
  text: string;
  /** Its author. */
  by: TicketMatch["by"];
  /** True if lists of tickets show the field. */
  isShown: boolean;
  tokens: readonly Token[];
}

interface FieldOptions {
  by?: TicketMatch["by"];
  isShown?: boolean;
}

/** Analyzes a text like the index. */
export async function toFieldText(field: string, text: string, options: FieldOptions = {}): Promise<FieldText> {
  const line = toOneLine(text);
  return createField(field, line, (await analyzeText(line)).tokens, options);
}

/** Analyzes the subject and the description. Detects their language, which is one, unless it is given. */
export async function analyzeSubject(
  subject: string,
  description: string,
  language?: Language,
): Promise<{ subject: FieldText; description: FieldText }> {
  const lines = [toOneLine(subject), toOneLine(description)] as const;
  const [first, second] = await analyzeParts(lines, language);
  return {
    subject: createField("subject", lines[0], first!.tokens, { isShown: true }),
    description: createField("description", lines[1], second!.tokens, {}),
  };
}

/**
 * Analyzes the other texts of a record.
 *
 * @param bits The fields that may have a word of the query; see {@linkcode FIELD_BITS}.
 */
export async function analyzeFields(
  { resolution, escalation, tags, assignee, custom = {} }: TicketRecord,
  bits: number,
): Promise<FieldText[]> {
  const [team, shown] = [{ by: "team" }, { by: "team", isShown: true }] as const;
  const has = (field: keyof typeof FIELD_BITS) => (bits & FIELD_BITS[field]) !== 0;
  return await Promise.all([
    ...resolution === null || !has("resolution") ? [] : [toFieldText("resolution", resolution, team)],
    ...escalation === null || !has("escalation")
      ? []
      : [toFieldText("escalation", `${escalation.reason}\n${escalation.note}`, team)],
    ...tags.length === 0 || !has("tag") ? [] : [toFieldText("tags", tags.join("\n"), shown)],
    ...has("tag") ? listTexts(custom) : [],
    ...assignee === null || !has("assignee") ? [] : [toFieldText("assignee", assignee, shown)],
  ]);
}

/** In rows, long values of custom fields are cut. */
function listTexts(custom: CustomValues): Promise<FieldText>[] {
  return Object.entries(custom).filter(([, value]) => typeof value === "string")
    .map(([name, value]) => toFieldText(`custom.${name}`, String(value), { isShown: true }));
}

function createField(
  field: string,
  text: string,
  tokens: readonly Token[],
  { by = "customer", isShown = false }: FieldOptions,
): FieldText {
  return { field, text, by, isShown, tokens };
}

function toOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
