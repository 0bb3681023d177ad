/** The words that are one typing error away from another, and how likely the error is. */

import { haveAdjacentKeys, soundAlike } from "./letters.ts";

/** The likelihood of an error. */
interface Likelihood {
  /** The frequency of the error, relative to others. */
  weight: number;
  /** The letters that both words need: in shorter ones, another word is more likely than this error. */
  least: number;
  /** The tickets that need the word, relative to the square root of their number: rare words are rarely meant. */
  rarity: number;
}

/** A word, and the error that turns it into the one that was typed. */
export interface Candidate extends Likelihood {
  word: string;
  /** The place of the error, in letters from the start. */
  at: number;
}

/** Errors by how likely they are. The first letter is rarely wrong. */
const ERRORS = {
  swapped: { weight: 1, least: 4, rarity: 0 },
  doubled: { weight: 1, least: 4, rarity: 0 },
  missing: { weight: 0.5, least: 4, rarity: 0.02 },
  /** The letter beside the right one, instead or too. */
  slipped: { weight: 0.5, least: 4, rarity: 0.04 },
  slippedFirst: { weight: 0.2, least: 5, rarity: 0.04 },
  /** A letter that sounds alike. */
  heard: { weight: 0.5, least: 5, rarity: 0.04 },
  added: { weight: 0.2, least: 6, rarity: 0.05 },
  missingFirst: { weight: 0.1, least: 5, rarity: 0.05 },
  addedFirst: { weight: 0.1, least: 6, rarity: 0.05 },
  wrong: { weight: 0.05, least: 8, rarity: 0.05 },
} as const satisfies Record<string, Likelihood>;

/** Lists the words that are one typing error away: two letters swapped, one missing, one too many, or one wrong. */
export function listCandidates(typed: string, alphabet: string): Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (word: string, at: number, error: Likelihood) => {
    if (word === typed || Math.min(word.length, typed.length) < error.least) return;
    if (error.weight > (found.get(word)?.weight ?? 0)) found.set(word, { word, at, ...error });
  };
  for (let at = 0; at <= typed.length; at++) {
    const [start, rest] = [typed.slice(0, at), typed.slice(at)];
    if (rest.length > 1) add(start + rest[1] + rest[0] + rest.slice(2), at, ERRORS.swapped);
    if (rest.length > 0) add(start + rest.slice(1), at, rateAdded(typed, at));
    for (const letter of alphabet) {
      if (rest.length > 0) add(start + letter + rest.slice(1), at, rateWrong(typed, at, letter));
      add(start + letter + rest, at, rateMissing(typed, at, letter));
    }
  }
  return [...found.values()];
}

function rateAdded(typed: string, at: number): Likelihood {
  const [before, added, after] = [typed[at - 1], typed[at]!, typed[at + 1]];
  if (added === before || added === after) return ERRORS.doubled;
  if ([before, after].some((other) => other !== undefined && haveAdjacentKeys(added, other))) {
    return ERRORS.slippedFirst;
  }
  return at === 0 ? ERRORS.addedFirst : ERRORS.added;
}

function rateMissing(typed: string, at: number, letter: string): Likelihood {
  if (letter === typed[at - 1] || letter === typed[at]) return ERRORS.doubled;
  return at === 0 ? ERRORS.missingFirst : ERRORS.missing;
}

function rateWrong(typed: string, at: number, letter: string): Likelihood {
  if (haveAdjacentKeys(letter, typed[at]!)) return at === 0 ? ERRORS.slippedFirst : ERRORS.slipped;
  if (soundAlike(letter, typed[at]!, at === 0)) return ERRORS.heard;
  return ERRORS.wrong;
}
