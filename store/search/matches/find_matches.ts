/** Finds the place where each ticket of a page matches best. */

import { toBatches } from "../../../base/to_batches.ts";
import type { TicketMatch } from "../../tickets.ts";
import { hasTeamWords } from "../../rules/tickets/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import { findPosting, getComments, getOccurrences, type PostingData } from "../postings/mod.ts";
import type { ScoredItem } from "../rank/mod.ts";
import type { TicketSource } from "../source/mod.ts";
import { cutAround, type DensestPart, findDensestPart, type SearchedWord } from "./excerpt.ts";
import { analyzeFields, analyzeSubject, type FieldText, toFieldText } from "./fields.ts";
import { toSearchedWord } from "./searched_word.ts";

/** The most characters of an excerpt, the least, and those of all excerpts of a page unless each has the least. */
const EXCERPT = { most: 160, least: 60, page: 1_600 } as const;

/** The characters that are analyzed for one page: at most 50 ms of work. Each ticket has an equal share of what is left. */
const CHARACTERS_PER_PAGE = 200_000;

/** The descriptions that are read together. */
const DESCRIPTIONS_PER_READ = 20;

/**
 * Finds where tickets match the words of a query: the field with most of them, and among equal ones the first that lists
 * do not show.
 *
 * @param items The words of the query, with their postings.
 * @returns The match of each ticket; null if the query names the ticket, or if its texts no longer match.
 */
export async function findMatches(
  source: TicketSource,
  { items, tickets }: { items: readonly ScoredItem[]; tickets: number },
  records: readonly TicketRecord[],
): Promise<(TicketMatch | null)[]> {
  const words = items.map((item) => toSearchedWord(item, tickets));
  const length = Math.max(EXCERPT.least, Math.min(EXCERPT.most, Math.floor(EXCERPT.page / records.length)));
  const finder = new MatchFinder(source, items, words, length);
  const matches: (TicketMatch | null)[] = [];
  for (const part of toBatches(records, DESCRIPTIONS_PER_READ)) {
    const descriptions = await source.readDescriptions(part.map(({ id }) => Number(id)));
    for (const [index, record] of part.entries()) {
      matches.push(await finder.find(record, descriptions[index]!, records.length - matches.length));
    }
  }
  return matches;
}

type Candidate = FieldText & { part: DensestPart };

class MatchFinder {
  /** The characters that are left for the page, and for the ticket. */
  #left = CHARACTERS_PER_PAGE;
  #share = 0;

  constructor(
    private readonly source: TicketSource,
    private readonly items: readonly ScoredItem[],
    private readonly words: readonly SearchedWord[],
    private readonly length: number,
  ) {}

  /** @param tickets The number of tickets that are left, with this one. */
  async find(record: TicketRecord, description: string, tickets: number): Promise<TicketMatch | null> {
    this.#share = Math.floor(this.#left / tickets);
    const isInText = this.#isIndexed(record, getOccurrences);
    const texts = await analyzeSubject(record.subject, isInText ? this.#take(description) : "");
    const fields = [
      texts.description,
      ...await analyzeFields(record),
      ...await this.#readComments(record),
      texts.subject,
    ];
    const best = this.#choose(fields.toSorted((one, other) => Number(one.isShown) - Number(other.isShown)));
    if (best === null) return await this.#matchCustomer(record.customer);
    const { field, by, isShown, text, part } = best;
    const excerpt = isShown ? null : cutAround(text, part, this.length);
    return excerpt !== null && texts.subject.text.includes(excerpt)
      ? { field: "subject", excerpt: null, by: "customer" }
      : { field, excerpt, by };
  }

  /** Takes a text, or its start, out of the ticket's share. */
  #take(text: string): string {
    const taken = text.slice(0, this.#share).toWellFormed();
    this.#share -= taken.length;
    this.#left -= taken.length;
    return taken;
  }

  /** Reports what the index says of the words of the query in the subject and the description, or in the comments. */
  #isIndexed({ id }: TicketRecord, count: (data: PostingData) => number): boolean {
    return this.items.some(({ lists }) => lists.some((list) => count(findPosting(list, Number(id))) > 0));
  }

  /** Reads the comments, newest first. */
  async #readComments(record: TicketRecord): Promise<FieldText[]> {
    const texts: FieldText[] = [];
    if (!this.#isIndexed(record, getComments)) return texts;
    for await (const comment of this.source.listNewestComments(Number(record.id))) {
      if (this.#share === 0) break;
      texts.push(
        await toFieldText(`comment ${comment.number}`, this.#take(comment.body), {
          by: hasTeamWords(comment) ? "team" : "customer",
        }),
      );
    }
    return texts;
  }

  /** Chooses the first of the fields with the highest score. */
  #choose(fields: readonly FieldText[]): Candidate | null {
    let best: Candidate | null = null;
    for (const field of fields) {
      const part = findDensestPart(field.tokens, this.words, this.length);
      if (part !== null && part.score > (best?.part.score ?? 0)) best = { ...field, part };
    }
    return best;
  }

  /** Returns the name of the customer, or no excerpt if their address, which lists show, has a word of the query. */
  async #matchCustomer(email: string): Promise<TicketMatch | null> {
    if (this.items.every(({ item }) => item.customers.length === 0)) return null;
    const address = await toFieldText("customer", email);
    if (findDensestPart(address.tokens, this.words, this.length) !== null) {
      return { field: "customer", excerpt: null, by: "customer" };
    }
    const name = await toFieldText("customer", await this.source.readCustomerName(email));
    const part = findDensestPart(name.tokens, this.words, this.length);
    return part === null
      ? null
      : { field: "customer", excerpt: cutAround(name.text, part, this.length), by: "customer" };
  }
}
