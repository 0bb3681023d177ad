/** Misspelled words: a word that occurs nowhere is replaced by one that does. */

import { analyzeQueryWords, terms } from "./analysis/mod.ts";
import type { OpenSearch } from "./open_search.ts";
import type { Query, WordExpression } from "./query/mod.ts";

/** A word that occurs nowhere, and the one that was searched instead. */
export interface Correction {
  word: string;
  searched: string;
}

/** Shorter words have too many neighbours. */
const SHORTEST = 4;
const LONGEST = 24;

/** The letters that may be missing or wrong, by the script of the word. */
const ALPHABETS = ["abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя", "αβγδεζηθικλμνξοπρστυφχψω"];

/** Corrects the ranked words of a query. Words of conditions, which are exact, stay as they are. */
export async function correctWords(
  search: OpenSearch,
  query: Query,
): Promise<{ query: Query; corrections: Correction[] }> {
  const corrections: Correction[] = [];
  const ranked = await Promise.all(query.ranked.map(async (word): Promise<WordExpression> => {
    const searched = await findCorrection(search, word);
    if (searched === null) return word;
    corrections.push({ word: word.text, searched });
    return { ...word, text: searched };
  }));
  return { query: { ...query, ranked }, corrections };
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

/** Returns the word whose forms most tickets have; null if none has any. */
async function findCommonest(search: OpenSearch, words: readonly string[]): Promise<string | null> {
  const forms = words.map((word) => analyzeQueryWords(word, search.words.languages)[0]?.forms.map(terms.word) ?? []);
  const found = await search.view.readTerms([...new Set(forms.flat())]);
  const counts = new Map(found.map(({ term, count }) => [term, count]));
  let best: { word: string; count: number } | null = null;
  for (const [index, word] of words.entries()) {
    const count = Math.max(0, ...forms[index]!.map((form) => counts.get(form) ?? 0));
    if (count > (best?.count ?? 0)) best = { word, count };
  }
  return best?.word ?? null;
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
