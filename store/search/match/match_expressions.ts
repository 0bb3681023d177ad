/** The tickets that expressions match, by the index alone. */

import { splitName, splitUnits, terms } from "../analysis/mod.ts";
import type { IndexView, SearchSource } from "../source/mod.ts";
import { ALWAYS, type Expression, type FieldExpression, meetsComparison, type TimeExpression } from "../query/mod.ts";
import { findDue, findUpdated } from "./find_by_time.ts";
import { findLinked } from "./find_linked.ts";
import { readItems, readTickets, toTicketSet } from "./item_postings.ts";
import { listPrefix } from "./list_prefix.ts";
import type { WordResolver } from "./resolve_words.ts";
import { TicketSet } from "./ticket_set.ts";

/** The tickets that certainly match, and those that may match. The second set has all of the first. */
export interface Matches {
  certain: TicketSet;
  possible: TicketSet;
}

/** The values of a custom field that are compared. */
const MOST_VALUES = 500;

/** The authors whose names are compared, without customers. */
const MOST_AUTHORS = 2_000;

const DAY = 24 * 60 * 60 * 1_000;
/** The days in which tickets were created that are looked up: 27 years. */
const MOST_DAYS = 10_000;

/** Evaluates expressions on one view of the index. */
export class Matcher {
  readonly #matched = new Map<Expression, TicketSet>();
  readonly #named = new Map<Expression, TicketSet>();

  /** @param size One more than the highest number of a ticket. */
  constructor(
    private readonly source: SearchSource,
    private readonly view: IndexView,
    private readonly words: WordResolver,
    private readonly size: number,
  ) {}

  /** Reports whether a part of an expression that was matched may match a ticket. */
  hasMatched(part: Expression, number: number): boolean {
    return this.#matched.get(part)?.has(number) ?? false;
  }

  /** Reports whether the name of a ticket's customer has a phrase that was matched. */
  hasNamed(phrase: Expression, number: number): boolean {
    return this.#named.get(phrase)?.has(number) ?? false;
  }

  async match(expression: Expression): Promise<Matches> {
    const matches = await this.#match(expression);
    // Sets change when they are combined.
    this.#matched.set(expression, new TicketSet(this.size).unite(matches.possible));
    return matches;
  }

  async #match(expression: Expression): Promise<Matches> {
    switch (expression.kind) {
      case "all":
        return await this.matchAll(expression.parts);
      case "any":
        return await this.#matchAny(
          expression.isRanked ? await this.#dropFunctionWords(expression.parts) : expression.parts,
        );
      case "not": {
        const { certain, possible } = await this.match(expression.part);
        return { certain: possible.invert(), possible: certain.invert() };
      }
      case "terms":
        return toCertain(await this.#matchTerms(expression));
      case "word":
        return toCertain(await this.#matchWord(expression));
      case "number":
        return toCertain(this.#matchNumber(expression.number));
      case "phrase": {
        const words = splitUnits(expression.text).map((text) => ({ kind: "word", text, isPrefix: false } as const));
        const { possible } = await this.matchAll(words);
        if (!expression.isInTexts) {
          const named = await this.#readTerms(await this.words.findNamed(expression.text, 1));
          this.#named.set(expression, named);
          possible.unite(named);
        }
        return { certain: new TicketSet(this.size), possible };
      }
      case "tier":
        return { certain: new TicketSet(this.size), possible: TicketSet.all(this.size) };
      case "linked":
        return toCertain(await findLinked(this.source, this.view, expression, this.size));
      case "external":
        return toCertain(await this.#matchExternal(expression.anyOf));
      case "field":
        return await this.#matchField(expression);
      case "author":
        return toCertain(await this.#matchAuthor(expression.name));
      case "time":
        if (expression.field === "created") return await this.#matchCreated(expression.period);
        return { certain: new TicketSet(this.size), possible: await this.#findByTime(expression) };
    }
  }

  async matchAll(parts: readonly Expression[]): Promise<Matches> {
    const all = await Promise.all(parts.map((part) => this.match(part)));
    return all.reduce((one, other) => ({
      certain: one.certain.intersect(other.certain),
      possible: one.possible.intersect(other.possible),
    }), { certain: TicketSet.all(this.size), possible: TicketSet.all(this.size) });
  }

  async #matchAny(parts: readonly Expression[]): Promise<Matches> {
    const all = await Promise.all(parts.map((part) => this.match(part)));
    return all.reduce((one, other) => ({
      certain: one.certain.unite(other.certain),
      possible: one.possible.unite(other.possible),
    }), { certain: new TicketSet(this.size), possible: new TicketSet(this.size) });
  }

  /** Function words find nothing beside other words. */
  async #dropFunctionWords(parts: readonly Expression[]): Promise<readonly Expression[]> {
    const items = await Promise.all(parts.map((part) => part.kind === "word" ? this.words.resolve(part) : null));
    const counted = parts.filter((_, index) => items[index]?.some(({ isStopWord }) => !isStopWord) ?? true);
    return counted.length === 0 ? parts : counted;
  }

  async #matchTerms({ anyOf, prefixes }: Expression & { kind: "terms" }): Promise<TicketSet> {
    const listed = await Promise.all(prefixes.map((prefix) => listPrefix(this.view, prefix, prefix.slice(1))));
    return await this.#readTerms([...anyOf, ...listed.flat()]);
  }

  #readTerms(names: readonly string[]): Promise<TicketSet> {
    return readTickets(this.view, names, this.size);
  }

  async #matchWord(word: Expression & { kind: "word" }): Promise<TicketSet> {
    const items = await readItems(this.view, await this.words.resolve(word), this.size);
    const sets = items.map((item) => {
      const set = toTicketSet(item, this.size);
      if (item.item.names.ticket !== undefined) set.add(item.item.names.ticket);
      return set;
    });
    return sets.reduce((one, other) => one.intersect(other));
  }

  /** Numbers name tickets, and no articles. */
  #matchNumber(number: number): TicketSet {
    const set = new TicketSet(this.size);
    if (this.source.isNumbered) set.add(number);
    return set;
  }

  async #matchExternal(ids: readonly string[]): Promise<TicketSet> {
    const set = new TicketSet(this.size);
    for (const number of await Promise.all(ids.map((id) => this.source.findExternal(id)))) {
      if (number !== null) set.add(number);
    }
    return set;
  }

  /** Compares the values in the index, unless there are too many: then any value may match. */
  async #matchField(expression: FieldExpression): Promise<Matches> {
    const prefix = terms.fieldValue(expression.name, "");
    const values = await this.view.listTerms(prefix, MOST_VALUES + 1);
    if (values.length > MOST_VALUES) {
      return {
        certain: new TicketSet(this.size),
        possible: await this.#readTerms([terms.field(expression.name)]),
      };
    }
    return toCertain(
      await this.#readTerms(values.filter((term) => meetsComparison(expression, term.slice(prefix.length)))),
    );
  }

  /** Finds authors by all words of a name; customers by their address. */
  async #matchAuthor(name: string): Promise<TicketSet> {
    if (name.includes("@")) return await this.#readTerms([terms.author(name)]);
    const words = splitName(name);
    const names = await this.view.listTerms(terms.authorNames, MOST_AUTHORS);
    const found = names.filter((term) => {
      const own = splitName(term.slice(terms.authorNames.length));
      return words.length > 0 && words.every((word) => own.includes(word));
    });
    return await this.#readTerms(found);
  }

  async #findByTime({ field, period }: TimeExpression): Promise<TicketSet> {
    if (field === "due") return await findDue(this.source, period, this.size);
    const updated = field === "closed" ? { ...ALWAYS, from: period.from } : period;
    const found = await findUpdated(this.view, updated, this.size);
    return field === "closed" ? found.intersect(await this.#readTerms([terms.status("closed")])) : found;
  }

  /** The index knows the day of creation: the days at both ends of the period may be in it only in part. */
  async #matchCreated({ from, to }: { from: number; to: number }): Promise<Matches> {
    const prefix = terms.day("");
    const days = (await this.view.listTerms(prefix, MOST_DAYS)).map((term) => {
      const start = Date.parse(`${term.slice(prefix.length)}T00:00:00Z`);
      return { term, isPossible: start < to && start + DAY > from, isCertain: from <= start && start + DAY <= to };
    });
    const [certain, others] = await Promise.all([
      this.#readTerms(days.filter(({ isCertain }) => isCertain).map(({ term }) => term)),
      this.#readTerms(days.filter(({ isCertain, isPossible }) => isPossible && !isCertain).map(({ term }) => term)),
    ]);
    return { certain, possible: others.unite(certain) };
  }
}

function toCertain(set: TicketSet): Matches {
  return { certain: set, possible: new TicketSet(set.size).unite(set) };
}
