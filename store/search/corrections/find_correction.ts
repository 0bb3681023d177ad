/** Finding the word that a misspelled one was meant to be. */

import { analyzeQueryWords, fold, getSearchedForms, type Language, terms } from "../analysis/mod.ts";
import { readItems, type WordItem } from "../match/mod.ts";
import type { WordExpression } from "../query/mod.ts";
import type { TermPostings } from "../source/mod.ts";
import type { OpenIndex } from "./open_index.ts";
import { filterByLetters } from "./other_languages.ts";
import { type Candidate, listCandidates } from "./typing_errors.ts";

/** Shorter words have too many neighbours. */
const SHORTEST = 4;
const LONGEST = 24;

/** The tickets, and the characters of each of their texts, in which a form is looked up as people wrote it. */
const MOST_READ = 10;
const MOST_CHARACTERS = 10_000;

/** The forms that are looked up. */
const MOST_TRIED = 4;

/** The letters by which a form of a word may be shorter or longer. */
const LONGEST_ENDING = 2;

/** The letters that may be missing or wrong, folded, by the script of the word. */
const ALPHABETS = ["abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщъыьэюяєіґ", "αβγδεζηθικλμνξοπρστυφχψω"];

/** Returns the word of the tickets that a word was probably meant to be; null if it occurs, or no word is likely. */
export async function findCorrection(search: OpenIndex, word: WordExpression): Promise<string | null> {
  const typed = fold(word.text);
  const alphabet = ALPHABETS.find((letters) => [...typed].every((letter) => letters.includes(letter)));
  if (word.isPrefix || alphabet === undefined || typed.length < SHORTEST || typed.length > LONGEST) return null;
  const languages = filterByLetters(search.words.languages, word.text);
  if (languages.length === 0) return null;
  const [item] = await search.words.resolve(word);
  if (item === undefined || item.isStopWord || item.customers.length > 0 || await occurs(search, item)) return null;
  const candidates = listSpellings(typed, languages).flatMap((spelling) => listCandidates(spelling, alphabet));
  return await choose(search, typed, await rateCandidates(search, candidates, languages));
}

async function occurs({ view, size }: OpenIndex, item: WordItem): Promise<boolean> {
  const own = await view.readTerms(item.positions.flat());
  if ((await Promise.all(own.map((postings) => postings.readCount()))).some((count) => count > 0)) return true;
  const [{ count } = { count: 0 }] = item.spellings.length === 0 ? [] : await readItems(view, [item], size);
  return count > 0;
}

/** A candidate, and a form of it that tickets have. */
interface Rated {
  candidate: Candidate;
  postings: TermPostings;
  /** The number of tickets that have it now: no word of retracted or erased texts may show. */
  count: number;
}

/** Returns the candidates that tickets have, the likeliest first: by the error, and by how many tickets have the word. */
async function rateCandidates(
  search: OpenIndex,
  candidates: readonly Candidate[],
  languages: readonly Language[],
): Promise<Rated[]> {
  const forms = candidates.map(({ word }) => getSearchedForms(word, languages).map(terms.word));
  const found = await search.view.readTerms([...new Set(forms.flat())]);
  const counts = await Promise.all(found.map((postings) => postings.readCount()));
  const known = new Map(found.map((postings, index) => [postings.term, { postings, count: counts[index]! }]));
  const all = candidates.flatMap((candidate, index) =>
    forms[index]!.map((form): Rated => ({ candidate, ...known.get(form)! }))
  );
  const rate = ({ candidate: { weight }, count }: Rated) => weight * count;
  return all.filter((rated) => isLikely(search, rated)).sort((one, other) => rate(other) - rate(one));
}

function isLikely({ tickets }: OpenIndex, { candidate: { rarity }, count }: Rated): boolean {
  return count > rarity * Math.sqrt(tickets);
}

/** Returns the first of the likeliest words as tickets have it: a form may be no word, or one of another word. */
async function choose(search: OpenIndex, typed: string, all: readonly Rated[]): Promise<string | null> {
  const written = new Map<string, string[]>();
  for (const { candidate, postings } of all) {
    if (written.size === MOST_TRIED && !written.has(postings.term)) continue;
    const words = written.get(postings.term) ?? await listWritten(search, postings);
    written.set(postings.term, words);
    // Words such as "e-mail" are written in parts. Any other form is a stem, perhaps of another language.
    if (words.length === 0 && postings.term === terms.word(candidate.word)) return candidate.word;
    const chosen = words.find((word) => fold(word) === candidate.word) ??
      words.find((word) => differsInEnding(fold(word), candidate, typed));
    if (chosen !== undefined) return chosen;
  }
  return null;
}

/** Lists the words with a form as the newest tickets have them. */
async function listWritten({ source, words: { languages } }: OpenIndex, postings: TermPostings): Promise<string[]> {
  const numbers = (await postings.readAll()).flatMap(({ numbers }) => [...numbers.slice(-MOST_READ)]);
  const records = await source.readRecords(numbers.sort((one, other) => other - one).slice(0, MOST_READ));
  const texts = await Promise.all(records.map((record) => record === null ? [] : source.readTexts(record)));
  const all = texts.flat().map((text) => text.slice(0, MOST_CHARACTERS)).flatMap((text) =>
    analyzeQueryWords(text, languages).map(({ start, end }) => text.slice(start, end).toLowerCase())
  );
  return [...new Set(all)].filter((word) =>
    analyzeQueryWords(word, languages)[0]?.forms.some((form) => terms.word(form) === postings.term)
  );
}

/** Returns a folded word, and how it is spelled without written umlauts, such as "uberweisung" for "ueberweisung". */
function listSpellings(typed: string, languages: readonly Language[]): string[] {
  return languages.includes("de") ? [...new Set([typed, typed.replace(/([aou])e/g, "$1")])] : [typed];
}

/** Reports whether a word differs from a candidate, and from the word that was typed, only in a short ending. */
function differsInEnding(word: string, { word: candidate, at, least }: Candidate, typed: string): boolean {
  let common = 0;
  while (common < word.length && word[common] === candidate[common]) common++;
  const ending = Math.max(...[candidate, typed].map(({ length }) => Math.abs(length - word.length)));
  return common >= Math.max(least, at) && ending <= LONGEST_ENDING;
}
