/** Texts in which the words of a search are marked. */

import type { ComponentChildren } from "preact";

/** Words of a query that are no filter, operator or excluded word. */
const WORD = /(?<![^\s("])(?!(?:AND|OR|NOT)\b)[\p{L}\p{N}][^\s"()*]*/gu;
/** Endings of words, which the search ignores too. */
const ENDING = /(?<=.{3})(?:ing|ed|es|en|s|e|n)$/i;

/** The pattern of the last query: all rows have the same. */
let last: { query: string; pattern: RegExp | null } = { query: "", pattern: null };

/** Splits a text at the words that begin like one of a query: these have odd places. */
export function splitMatches(text: string, query: string): string[] {
  if (last.query !== query) last = { query, pattern: toPattern(query) };
  return last.pattern === null ? [text] : text.split(last.pattern);
}

function toPattern(query: string): RegExp | null {
  const texts = query.match(WORD)?.filter((word) => !/[:<>=]/.test(word)) ?? [];
  const words = texts.flatMap((text) => text.match(/[\p{L}\p{N}]+/gu) ?? []);
  if (words.length === 0) return null;
  const stems = words.map((word) => word.length < 3 ? `${word}(?![\\p{L}\\p{N}])` : word.replace(ENDING, ""));
  return new RegExp(`(?<![\\p{L}\\p{N}])((?:${stems.join("|")})[\\p{L}\\p{N}]*)`, "giu");
}

/** In characters, before the first match of an excerpt. */
const LEAD = 20;

/** Renders an excerpt for one line. Its start is left out where the first match would not fit. */
export function renderExcerpt(text: string, query: string): ComponentChildren {
  const [start = ""] = splitMatches(text, query);
  const cut = start.length === text.length ? -1 : start.indexOf(" ", start.length - LEAD);
  return renderMarked(start.length > LEAD && cut !== -1 ? `…${text.slice(cut)}` : text, query);
}

/** Renders a text with its matches. Rows are no place for components: they have many texts. */
export function renderMarked(text: string, query: string): ComponentChildren {
  return splitMatches(text, query).map((part, place) => place % 2 === 0 ? part : <mark key={place}>{part}</mark>);
}
