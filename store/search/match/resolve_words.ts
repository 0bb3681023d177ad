/** Finding the terms that the words of a query stand for. */

import {
  analyzeSearchedWords,
  cutForm,
  DEFAULT_LANGUAGE,
  fold,
  foldWord,
  hasPhrase,
  iterateWords,
  type Language,
  listArabicSpellings,
  loadStemmers,
  splitUnits,
  terms,
  type Token,
} from "../analysis/mod.ts";
import type { IndexView, SearchSource } from "../source/mod.ts";
import { isAddress, parseTicketNumber, readDomain, type WordExpression } from "../query/mod.ts";
import { listPrefix } from "./list_prefix.ts";
import { removeDots, splitWord } from "./split_word.ts";

/** A part of a query that has a rank. */
export interface WordItem {
  /** As typed. */
  text: string;
  /** The terms of each of its parts. A ticket has one term of each; alternatives are the forms of a word. */
  positions: readonly (readonly string[])[];
  /** Positions as above of other ways to write it, such as `log in` for `login`. */
  spellings: readonly (readonly (readonly string[])[])[];
  /** True for function words, which count little. */
  isStopWord: boolean;
  /** Terms of customers that it names, each of which is enough. */
  customers: readonly string[];
  /** The ticket or the customer that it names. Their tickets come first. */
  names: { ticket?: number; customer?: string };
}

/** The pairs that half a pair of katakana stands for at most. */
const MOST_PAIRS = 200;

/** A word of so many tickets, and of this share of all, is not rare. Only rare words may also be written as two. */
const RARE = { tickets: 20, share: 0.01 };

/**
 * The customers that a word or the start of one stands for at most: the tickets of each are a list to read. A word of more,
 * such as "com", names none.
 */
const MOST_CUSTOMERS = 500;

/** There are fewer languages than this. */
const MOST_LANGUAGES = 20;

/** Half-width katakana, and the mark of a long vowel. */
const HALF_WIDTH = /[\uFF66-\uFF9F]/;
const LONG = "ー";

/** The least share of the tickets in a language. A few may be short texts whose language was not recognized. */
const LEAST_SHARE = 0.0005;

/** Reads the languages of the tickets, and loads their stemmers. */
export async function readLanguages(view: IndexView): Promise<Language[]> {
  const prefix = terms.language("");
  const found = await view.readTerms(await view.listTerms(prefix, MOST_LANGUAGES));
  const tickets = found.reduce((sum, { count }) => sum + count, 0);
  const used = found.filter(({ count }) => count > LEAST_SHARE * tickets).map(({ term }) => term.slice(prefix.length));
  const languages = new Set([DEFAULT_LANGUAGE, ...used]);
  await loadStemmers(languages);
  return [...languages];
}

/** Resolves the words of queries on one view of the index. */
export class WordResolver {
  readonly #resolved = new Map<string, Promise<WordItem[]>>();

  constructor(
    private readonly source: SearchSource,
    private readonly view: IndexView,
    readonly languages: readonly Language[],
  ) {}

  /** Returns the items of a word. Texts with digits are one item: `v2.10.3`. Others are one item for each part. */
  resolve(word: WordExpression): Promise<WordItem[]> {
    const name = JSON.stringify(word);
    const resolved = this.#resolved.get(name) ?? this.#resolve(word);
    this.#resolved.set(name, resolved);
    return resolved;
  }

  async #resolve({ text: typed, isPrefix, isWhole = false, joined = [] }: WordExpression): Promise<WordItem[]> {
    const text = HALF_WIDTH.test(typed) ? typed.normalize("NFKC") : typed;
    const tokens = analyzeSearchedWords(text, this.languages);
    const all = await this.#toPositions(text, tokens, isPrefix);
    const positions = isWhole ? all.map((forms) => forms.slice(0, 1)) : await this.#dropShortParts(tokens, all);
    if (isAddress(text)) {
      const customer = text.toLowerCase();
      const customers = [terms.customer(customer)];
      return [{ text, positions, spellings: [], isStopWord: false, customers, names: { customer } }];
    }
    const number = this.source.isNumbered ? parseTicketNumber(text) : null;
    const names = number === null ? {} : { ticket: number };
    if (isPrefix && tokens.length === 1) return [{ ...await this.#toPrefixItem(text, positions[0]!), names }];
    const domain = isPrefix ? null : readDomain(text);
    const domains = domain === null ? [] : [terms.domain(domain)];
    if (tokens.length === 1 || /\d/.test(text)) {
      const isStopWord = tokens.every((token) => token.isStopWord) && !isPrefix;
      const isName = tokens.length === 1 && !isStopWord;
      const [customers, named, pairs] = isName
        ? await Promise.all([this.#findCustomers(text), this.findNamed(text, 2), this.#listSplit(text, positions)])
        : [domains, [], []];
      const spellings = isName ? [...this.#toTerms(joined), ...pairs, ...await this.#listHalfWidth(text)] : [];
      return [{ text, positions, spellings, isStopWord, customers: [...customers, ...named], names }];
    }
    const named = isPrefix ? [] : await this.findNamed(text, 2);
    const undotted = this.#toTerms([removeDots(text)].filter((joined) => joined !== null));
    return await Promise.all(tokens.map(async ({ isStopWord, start, end }, index) => ({
      text: text.slice(start, end),
      positions: [positions[index]!],
      spellings: [...undotted, ...await this.#listHalfWidth(text.slice(start, end))],
      isStopWord,
      customers: [...domains, ...named],
      names: {},
    })));
  }

  /** Returns the item of the start of a word, also of words in names and addresses. */
  async #toPrefixItem(text: string, forms: readonly string[]): Promise<Omit<WordItem, "names">> {
    const starts = listNameWords(foldWord(text));
    const found = await Promise.all(
      starts.map((start) => this.source.findCustomersByPrefix(start, MOST_CUSTOMERS + 1)),
    );
    const customers = new Set(found.flat().map(({ customer }) => customer));
    const isTooMany = customers.size > MOST_CUSTOMERS;
    // The words are for the excerpts. Texts have them rarely.
    const words = isTooMany ? [] : found.flat().map(({ word }) => terms.word(word.replaceAll("'", "")));
    return {
      text,
      positions: [[...new Set([...forms, ...words])]],
      spellings: [],
      isStopWord: false,
      customers: isTooMany ? [] : [...customers].map(terms.customer),
    };
  }

  /** Texts in half-width katakana are indexed with their long vowel mark as a word: `カ`, `ー` and `ド`. */
  async #listHalfWidth(pair: string): Promise<string[][][]> {
    const [first, second] = [...pair];
    if (first === undefined || second === undefined || (first === LONG) === (second === LONG)) return [];
    if (second === LONG) return [[[terms.word(first)], [terms.word(LONG)]]];
    return [[[terms.word(LONG)], [...await this.view.listTerms(terms.word(second), MOST_PAIRS)]]];
  }

  async #toPositions(text: string, tokens: readonly Token[], isPrefix: boolean): Promise<string[][]> {
    const positions = tokens.map(({ forms }) => forms.map(terms.word));
    const last = tokens.at(-1);
    // A single Chinese or Japanese character is the start of a pair.
    const isCharacter = tokens.length === 1 && /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]$/u.test(text);
    if (last === undefined || !(isPrefix || isCharacter)) return positions;
    const typed = text.slice(last.start, last.end);
    const start = cutForm(fold(typed.replace(/['’]/g, "")));
    const found = await listPrefix(this.view, terms.word(start), typed);
    return [...positions.slice(0, -1), [...new Set([...positions.at(-1)!, ...found])]];
  }

  /** Drops the parts of an identifier that are numbers or short, such as those of `qux1`, if tickets have the whole. */
  async #dropShortParts(tokens: readonly Token[], positions: string[][]): Promise<string[][]> {
    const [whole = "", ...parts] = tokens.length === 1 ? tokens[0]!.forms : [];
    const short = parts.filter((part) => /^(?:\d+|.{1,2})$/u.test(part)).map(terms.word);
    if (!/\d/.test(whole) || short.length === 0) return positions;
    if (await this.#countExactly([terms.word(whole)]) === 0) return positions;
    return positions.map((forms) => forms.filter((form) => !short.includes(form)));
  }

  /** Returns the positions of whole words. */
  #toTerms(words: readonly string[]): string[][][] {
    return words.map((word) => analyzeSearchedWords(word, this.languages).map(({ forms }) => forms.map(terms.word)));
  }

  /** Splits a word that few tickets have into two, where there are tickets with each. */
  async #listSplit(word: string, positions: readonly string[][]): Promise<string[][][]> {
    const split = splitWord(word);
    if (split.length === 0) return [];
    const [all, own] = await Promise.all([this.#count([terms.all]), this.#countExactly(positions.flat())]);
    if (own > Math.max(RARE.tickets, RARE.share * all)) return [];
    const pairs = split.map((pair) => pair.flatMap((part) => this.#toTerms([part])).flat());
    await this.view.readTerms(pairs.flat(2)); // all at once, so that the next line reads nothing
    const counts = await Promise.all(pairs.map((pair) => Promise.all(pair.map((forms) => this.#count(forms)))));
    return pairs.filter((_, index) => counts[index]!.every((count) => count >= Math.max(own, 1)));
  }

  async #count(names: readonly string[]): Promise<number> {
    return (await this.view.readTerms(names)).reduce((sum, { count }) => sum + count, 0);
  }

  /** Counts only the tickets that have the terms now. */
  async #countExactly(names: readonly string[]): Promise<number> {
    const counts = await Promise.all((await this.view.readTerms(names)).map((postings) => postings.readCount()));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /**
   * Lists the terms of customers whose name has these words in sequence. The index has the words of names one by one, also
   * those that are written without a space, such as `佐藤花子` and `Smith-Jones`.
   *
   * @param least A text of fewer words names none.
   */
  async findNamed(text: string, least: number): Promise<string[]> {
    const words = [...new Set(iterateWords(text))];
    if (words.length < least) return [];
    const lists = await Promise.all(words.map((word) => this.#listCustomers(listNameWords(word), MOST_CUSTOMERS)));
    const [first, ...others] = lists.filter(({ size }) => size <= MOST_CUSTOMERS);
    if (first === undefined) return [];
    const customers = [...first].filter((customer) => others.every((list) => list.has(customer)));
    if (customers.length > MOST_CUSTOMERS) return [];
    const names = await Promise.all(customers.map((customer) => this.source.readCustomerName(customer)));
    const units = splitUnits(text);
    return customers.filter((_, index) => hasPhrase(names[index]!, units)).map(terms.customer);
  }

  async #findCustomers(text: string): Promise<string[]> {
    const customers = await this.#listCustomers(listNameWords(foldWord(text.replace(/['’]s?$/, ""))), MOST_CUSTOMERS);
    return customers.size > MOST_CUSTOMERS ? [] : [...customers].map(terms.customer);
  }

  /** Lists customers with one of these words, and one more than the limit if there are more. */
  async #listCustomers(words: readonly string[], limit: number): Promise<Set<string>> {
    const found = await Promise.all(words.map((word) => this.source.findCustomers(word, limit + 1)));
    return new Set(found.flat());
  }
}

/** Written umlauts: "Mueller" for "Müller". Names such as "Michael" have none. */
const WRITTEN_UMLAUT = /([ou])e|(a)e(?!l)/g;

/** Returns the ways to write a name: with the apostrophe of O'Brien and D'Angelo, and without; without written umlauts; and with Arabic or Persian letters. */
function listNameWords(word: string): string[] {
  const typed = listArabicSpellings(word);
  if (typed.length > 0) return [word, ...typed];
  if (word.length > 4 && word.search(WRITTEN_UMLAUT) !== -1) {
    return [word, word.replace(WRITTEN_UMLAUT, "$1$2")].flatMap(listApostrophes);
  }
  return listApostrophes(word);
}

function listApostrophes(word: string): string[] {
  if (word.includes("'")) return [word, word.replaceAll("'", "")];
  return /^[dlmno]\p{L}{3}/u.test(word) ? [word, `${word[0]}'${word.slice(1)}`] : [word];
}
