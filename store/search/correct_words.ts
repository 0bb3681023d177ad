/** Misspelled words: a word that occurs nowhere is replaced by one that does. */

import { analyzeQueryWords, terms } from "./analysis/mod.ts";
import type { OpenSearch } from "./open_search.ts";
import type { Expression, Query, WordExpression } from "./query/mod.ts";
import type { TermPostings } from "./source/mod.ts";

/** A word that occurs nowhere, and the one that was searched instead. */
export interface Correction {
  word: string;
  searched: string;
}

/** Shorter words have too many neighbours. */
const SHORTEST = 4;
const LONGEST = 24;

/** The tickets, and the characters of each of their texts, in which a form is looked up as people wrote it. */
const MOST_READ = 5;
const MOST_CHARACTERS = 10_000;

/** The letters that may be missing or wrong, by the script of the word. */
const ALPHABETS = ["abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя", "αβγδεζηθικλμνξοπρστυφχψω"];

/** Corrects the words of a query, also in operators and groups. Phrases and excluded words stay as they are. */
export async function correctWords(
  search: OpenSearch,
  query: Query,
): Promise<{ query: Query; corrections: Correction[] }> {
  const corrections = new Map<string, string>();
  const correctWord = async (word: WordExpression): Promise<WordExpression> => {
    const searched = await findCorrection(search, word);
    if (searched === null) return word;
    corrections.set(word.text, searched);
    return { ...word, text: searched };
  };
  const correct = async (part: Expression): Promise<Expression> => {
    if (part.kind === "word") return await correctWord(part);
    if (part.kind !== "all" && part.kind !== "any") return part;
    return { ...part, parts: await Promise.all(part.parts.map(correct)) };
  };
  const required = await Promise.all(query.required.map(correct));
  const ranked = await Promise.all(query.ranked.map(correctWord));
  return {
    query: { ...query, required, ranked },
    corrections: Array.from(corrections, ([word, searched]) => ({ word, searched })),
  };
}

async function findCorrection(search: OpenSearch, word: WordExpression): Promise<string | null> {
  const text = word.text.toLowerCase();
  const alphabet = ALPHABETS.find((letters) => [...text].every((letter) => letters.includes(letter)));
  if (word.isPrefix || alphabet === undefined || text.length < SHORTEST || text.length > LONGEST) return null;
  const [item] = await search.words.resolve(word);
  if (item === undefined || item.isStopWord || item.customers.length > 0) return null;
  if (await sumCounts(search, [...item.positions.flat(), ...item.spellings.flat(2)]) > 0) return null;
  return await findCommonest(search, listNeighbours(text, alphabet));
}

/** Returns a word of the tickets that has a form of these words: the form that most tickets have; null if none has any. */
async function findCommonest(search: OpenSearch, words: readonly string[]): Promise<string | null> {
  const forms = words.map((word) => analyzeQueryWords(word, search.words.languages)[0]?.forms.map(terms.word) ?? []);
  const found = await search.view.readTerms([...new Set(forms.flat())]);
  const postings = new Map(found.map((term) => [term.term, term]));
  let best: { word: string; term: TermPostings } | null = null;
  for (const [index, word] of words.entries()) {
    for (const form of forms[index]!) {
      const term = postings.get(form)!;
      if (term.count > (best?.term.count ?? 0)) best = { word, term };
    }
  }
  return best === null ? null : await findWritten(search, best.term, words) ?? best.word;
}

/** Finds a word as the newest tickets have it: a form may be no word. Prefers one of the words that were tried. */
async function findWritten(
  { source, words: { languages } }: OpenSearch,
  postings: TermPostings,
  words: readonly string[],
): Promise<string | null> {
  const numbers = (await postings.readAll()).flatMap(({ numbers }) => [...numbers.slice(-MOST_READ)]);
  const records = await source.readRecords(numbers.sort((one, other) => other - one).slice(0, MOST_READ));
  const texts = await Promise.all(records.map((record) => record === null ? [] : source.readTexts(record)));
  const all = texts.flat().map((text) => text.slice(0, MOST_CHARACTERS)).flatMap((text) =>
    analyzeQueryWords(text, languages).map(({ start, end }) => text.slice(start, end).toLowerCase())
  );
  const written = [...new Set(all)].filter((word) =>
    analyzeQueryWords(word, languages)[0]?.forms.some((form) => terms.word(form) === postings.term)
  );
  return written.find((word) => words.includes(word)) ?? written[0] ?? null;
}

async function sumCounts({ view }: OpenSearch, names: readonly string[]): Promise<number> {
  return (await view.readTerms(names)).reduce((sum, { count }) => sum + count, 0);
}

/** Lists the words that one typing error away: two letters swapped, one missing, one too many, or one wrong. */
function listNeighbours(word: string, alphabet: string): string[] {
  const found = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [start, rest] = [word.slice(0, at), word.slice(at)];
    if (rest.length > 1) found.add(start + rest[1] + rest[0] + rest.slice(2));
    if (rest.length > 0) found.add(start + rest.slice(1));
    for (const letter of alphabet) {
      if (rest.length > 0) found.add(start + letter + rest.slice(1));
      found.add(start + letter + rest);
    }
  }
  found.delete(word);
  return [...found];
}
