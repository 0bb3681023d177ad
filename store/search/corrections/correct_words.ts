/** Corrects the words of queries. */

import { type Expression, listLeaves, type Query, type WordExpression } from "../query/mod.ts";
import { findCorrection } from "./find_correction.ts";
import type { OpenIndex } from "./open_index.ts";
import { hasOtherFunctionWord } from "./other_languages.ts";

/** A word that occurs nowhere, and the one that was searched instead. */
export interface Correction {
  word: string;
  searched: string;
}

/**
 * Corrects the words of a query, also in operators and groups. Phrases and excluded words stay as they are, and so does a
 * query in a language that the desk does not have: its words are not misspelled.
 *
 * @param whole The query that it is a part of.
 */
export async function correctWords(
  search: OpenIndex,
  query: Query,
  whole: Query = query,
): Promise<{ query: Query; corrections: Correction[] }> {
  const words = listLeaves([...whole.required, ...whole.ranked]).filter((leaf) => leaf.kind === "word");
  if (await hasOtherFunctionWord(search, words)) return { query, corrections: [] };
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
