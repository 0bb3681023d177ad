/** The texts of a ticket in which a query can match, by field. */

import type { TicketMatch } from "../../tickets.ts";
import type { TicketRecord } from "../../ticket.ts";
import { analyzeText, type Token } from "../analysis/mod.ts";

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

/** Analyzes a text like the index. The language of the subject and the description is that of both together. */
export async function toFieldText(
  field: string,
  text: string,
  { by = "customer", isShown = false, language }: Partial<Pick<FieldText, "by" | "isShown">> & { language?: string } =
    {},
): Promise<FieldText> {
  const line = text.replace(/\s+/g, " ").trim();
  return { field, text: line, by, isShown, tokens: (await analyzeText(line, language)).tokens };
}

/** Analyzes the subject and the description. */
export async function analyzeSubject(
  subject: string,
  description: string,
): Promise<{ subject: FieldText; description: FieldText }> {
  const { language } = await analyzeText(`${subject}\n${description}`);
  return {
    subject: await toFieldText("subject", subject, { isShown: true, language }),
    description: await toFieldText("description", description, { language }),
  };
}

/** Analyzes the other texts of a record. */
export async function analyzeFields({ resolution, escalation, tags, assignee }: TicketRecord): Promise<FieldText[]> {
  const [team, shown] = [{ by: "team" }, { by: "team", isShown: true }] as const;
  return await Promise.all([
    ...resolution === null ? [] : [toFieldText("resolution", resolution, team)],
    ...escalation === null ? [] : [toFieldText("escalation", `${escalation.reason}\n${escalation.note}`, team)],
    ...tags.length === 0 ? [] : [toFieldText("tags", tags.join("\n"), shown)],
    ...assignee === null ? [] : [toFieldText("assignee", assignee, shown)],
  ]);
}
