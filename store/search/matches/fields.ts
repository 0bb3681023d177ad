/** The texts of a ticket in which a query can match, by field. */

import type { TicketMatch } from "../../tickets.ts";
import type { CustomValues, TicketRecord } from "../../ticket.ts";
import type { FoundWord, Language, WordFinder } from "../analysis/mod.ts";
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
  /** The words of the query in it. */
  found: readonly FoundWord[];
}

interface FieldOptions {
  by?: TicketMatch["by"];
  isShown?: boolean;
}

/** Finds the words of a query in the fields of a ticket. */
export class FieldReader {
  constructor(private readonly finder: WordFinder) {}

  /** Reads a text like the index. */
  async readText(field: string, text: string, options: FieldOptions = {}): Promise<FieldText> {
    const line = toOneLine(text);
    const [found] = await this.finder.find([line]);
    return createField(field, line, found!, options);
  }

  /** Reads the subject and the description. Detects their language, which is one, unless it is given. */
  async readSubject(
    subject: string,
    description: string,
    language?: Language,
  ): Promise<{ subject: FieldText; description: FieldText }> {
    const lines = [toOneLine(subject), toOneLine(description)] as const;
    const [first, second] = await this.finder.find(lines, language);
    return {
      subject: createField("subject", lines[0], first!, { isShown: true }),
      description: createField("description", lines[1], second!, {}),
    };
  }

  /**
   * Reads the other texts of a record.
   *
   * @param bits The fields that may have a word of the query; see {@linkcode FIELD_BITS}.
   */
  async readFields(
    { resolution, escalation, tags, assignee, custom = {} }: TicketRecord,
    bits: number,
  ): Promise<FieldText[]> {
    const [team, shown] = [{ by: "team" }, { by: "team", isShown: true }] as const;
    const has = (field: keyof typeof FIELD_BITS) => (bits & FIELD_BITS[field]) !== 0;
    const fields: Promise<FieldText>[] = [];
    if (has("resolution") && resolution !== null) fields.push(this.readText("resolution", resolution, team));
    if (has("escalation") && escalation !== null) {
      fields.push(this.readText("escalation", `${escalation.reason}\n${escalation.note}`, team));
    }
    if (has("tag")) {
      if (tags.length > 0) fields.push(this.readText("tags", tags.join("\n"), shown));
      fields.push(...this.#readCustom(custom));
    }
    if (has("assignee") && assignee !== null) fields.push(this.readText("assignee", assignee, shown));
    return await Promise.all(fields);
  }

  /** In rows, long values of custom fields are cut. */
  #readCustom(custom: CustomValues): Promise<FieldText>[] {
    return Object.entries(custom).filter(([, value]) => typeof value === "string")
      .map(([name, value]) => this.readText(`custom.${name}`, String(value), { isShown: true }));
  }
}

function createField(
  field: string,
  text: string,
  found: readonly FoundWord[],
  { by = "customer", isShown = false }: FieldOptions,
): FieldText {
  return { field, text, by, isShown, found };
}

/** Space other than single spaces, which few texts have. */
const OTHER_SPACE = /[^\S ]| {2}/;

function toOneLine(text: string): string {
  return (OTHER_SPACE.test(text) ? text.replace(/\s+/g, " ") : text).trim();
}
