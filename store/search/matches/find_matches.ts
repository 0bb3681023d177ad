/** Finds the place where each ticket of a page matches best. */

import { toBatches } from "../../../base/values/to_batches.ts";
import type { TicketMatch } from "../../tickets.ts";
import { type Language, WordFinder } from "../analysis/mod.ts";
import { hasTeamWords } from "../../rules/tickets/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import { findPosting, getComments, getFields, getOccurrences } from "../postings/mod.ts";
import type { ScoredItem } from "../rank/mod.ts";
import type { TicketSource } from "../source/mod.ts";
import { cutAround, type DensestPart, findDensestPart, type SearchedWord } from "./excerpt.ts";
import { FieldReader, type FieldText } from "./fields.ts";
import { toSearchedWord } from "./searched_word.ts";

/** The maximum and minimum length of an excerpt, and the maximum of all excerpts on a page unless each has the minimum. In characters. */
const EXCERPT = { most: 160, least: 60, page: 1_400 } as const;

/** The characters that are analyzed for one page: at most 50 ms of work. Each ticket has an equal share of what is left. */
const CHARACTERS_PER_PAGE = 200_000;

/** Any of the fields beside the subject, the description and the comments. */
const ANY_FIELD = 0xf8;

/** The descriptions that are read together. */
const DESCRIPTIONS_PER_READ = 20;

/**
 * Finds where tickets match the words of a query: the field with most of them, and among equal ones the first that lists
 * do not show.
 *
 * @param items The words of the query, with their postings.
 * @param languages The languages of almost all tickets.
 * @returns The match of each ticket; null if the query names the ticket, or if its texts no longer match.
 */
export async function findMatches(
  source: TicketSource,
  { items, tickets, languages }: {
    items: readonly ScoredItem[];
    tickets: number;
    languages: readonly Language[];
  },
  records: readonly TicketRecord[],
): Promise<(TicketMatch | null)[]> {
  if (items.length === 0) return records.map(() => null);
  const words = items.map((item) => toSearchedWord(item, tickets));
  const length = Math.max(EXCERPT.least, Math.min(EXCERPT.most, Math.floor(EXCERPT.page / records.length)));
  const finder = new MatchFinder(source, items, words, length, languages.length === 1 ? languages[0] : undefined);
  const matches: (TicketMatch | null)[] = [];
  for (const part of toBatches(records, DESCRIPTIONS_PER_READ)) {
    const descriptions = await source.readDescriptions(part.map(({ id }) => Number(id)));
    for (const [index, record] of part.entries()) {
      matches.push(await finder.find(record, descriptions[index]!, records.length - matches.length));
    }
  }
  return matches;
}

type Candidate = FieldText & { part: DensestPart; subject: string };

/** The words of a query in a ticket, as the index has them: their numbers, and the bits of fields. */
interface Indexed {
  occurrences: number;
  comments: number;
  fields: number;
}

class MatchFinder {
  readonly #reader: FieldReader;
  /** The characters that are left for the page, and for the ticket. */
  #left = CHARACTERS_PER_PAGE;
  #share = 0;

  constructor(
    private readonly source: TicketSource,
    private readonly items: readonly ScoredItem[],
    private readonly words: readonly SearchedWord[],
    private readonly length: number,
    /** The language of the texts, if they have one: detecting it takes about as long as the rest. */
    private readonly language: Language | undefined,
  ) {
    this.#reader = new FieldReader(new WordFinder(words.map(({ forms }) => forms)));
  }

  /** @param tickets The number of tickets that are left, with this one. */
  async find(record: TicketRecord, description: string, tickets: number): Promise<TicketMatch | null> {
    this.#share = Math.floor(this.#left / tickets);
    const indexed = this.#findIndexed(Number(record.id));
    const text = indexed.occurrences > 0 ? this.#take(description) : "";
    const find = (language?: Language) => this.#findBest({ record, text, indexed, language });
    const best = await find(this.language) ?? (this.language === undefined ? null : await find());
    if (best === null) return await this.#matchCustomer(record.customer);
    const { field, by, isShown, text: line, part, subject } = best;
    const excerpt = isShown ? null : cutAround(line, part, this.length);
    return excerpt !== null && subject.includes(excerpt)
      ? { field: "subject", excerpt: null, by: "customer" }
      : { field, excerpt, by };
  }

  async #findBest(
    { record, text, indexed, language }: {
      record: TicketRecord;
      text: string;
      indexed: Indexed;
      language: Language | undefined;
    },
  ): Promise<Candidate | null> {
    const { subject, description } = await this.#reader.readSubject(record.subject, text, language);
    const fields = [
      description,
      ...indexed.fields === 0 ? [] : await this.#reader.readFields(record, indexed.fields),
      ...indexed.comments === 0 ? [] : await this.#readComments(record),
      subject,
    ];
    const best = this.#choose(fields.toSorted((one, other) => Number(one.isShown) - Number(other.isShown)));
    return best && { ...best, subject: subject.text };
  }

  /** Takes a text, or its start, out of the ticket's share. */
  #take(text: string): string {
    const taken = text.slice(0, this.#share).toWellFormed();
    this.#share -= taken.length;
    this.#left -= taken.length;
    return taken;
  }

  /** Returns where the index has words of the query. Of a word in parts it has one part. */
  #findIndexed(number: number): Indexed {
    const found: Indexed = { occurrences: 0, comments: 0, fields: 0 };
    for (const { item, lists } of this.items) {
      for (const list of lists) {
        const data = findPosting(list, number);
        if (data === 0) continue;
        found.occurrences += getOccurrences(data);
        found.comments += getComments(data);
        found.fields |= item.positions.length > 1 ? ANY_FIELD : getFields(data);
      }
    }
    return found;
  }

  /** Reads the comments, newest first. */
  async #readComments(record: TicketRecord): Promise<FieldText[]> {
    const texts: FieldText[] = [];
    for await (const comment of this.source.listNewestComments(Number(record.id))) {
      if (this.#share === 0) break;
      texts.push(
        await this.#reader.readText(`comment ${comment.number}`, this.#take(comment.body), {
          by: hasTeamWords(comment) ? "team" : "customer",
        }),
      );
    }
    return texts;
  }

  /** Chooses the first of the fields with the highest score. */
  #choose(fields: readonly FieldText[]): Omit<Candidate, "subject"> | null {
    let best: Omit<Candidate, "subject"> | null = null;
    for (const field of fields) {
      const part = findDensestPart(field.found, this.words, this.length);
      if (part !== null && part.score > (best?.part.score ?? 0)) best = { ...field, part };
    }
    return best;
  }

  /** Returns the name of the customer, or no excerpt if their address, which lists show, has a word of the query. */
  async #matchCustomer(email: string): Promise<TicketMatch | null> {
    if (this.items.every(({ item }) => item.customers.length === 0)) return null;
    const address = await this.#reader.readText("customer", email);
    if (findDensestPart(address.found, this.words, this.length) !== null) {
      return { field: "customer", excerpt: null, by: "customer" };
    }
    const name = await this.#reader.readText("customer", await this.source.readCustomerName(email));
    const part = findDensestPart(name.found, this.words, this.length);
    return part === null
      ? null
      : { field: "customer", excerpt: cutAround(name.text, part, this.length), by: "customer" };
  }
}
