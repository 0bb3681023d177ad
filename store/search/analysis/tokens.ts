/** Texts as sequences of tokens, for the index, for phrases and for the words of a query. */

import { fold } from "./fold.ts";
import {
  type DetectedWord,
  detectLanguage,
  getFunctionWordLanguages,
  hasStemmer,
  isStopWord,
  type Language,
  loadStemmers,
  removeParticle,
} from "./languages/mod.ts";
import { type Piece, splitPieces } from "./pieces.ts";
import { listOtherForms } from "./query_forms.ts";
import { RecentValues } from "../../../base/values/recent_values.ts";
import { terms } from "./terms.ts";
import { getIndexedForms, getSearchedForms, toPlainWord } from "./word_forms.ts";

/** A word at its place in a text. */
export interface Token {
  /** The terms of the word: its stem, and other forms under which it is found. */
  forms: readonly string[];
  /** The terms of the forms, if they are known. */
  terms?: readonly string[] | undefined;
  /** True for function words, such as "the". */
  isStopWord: boolean;
  /** The place in the text, in UTF-16 code units. */
  start: number;
  end: number;
  /** True if it continues the token before it without a space, as `mail` in `e-mail`. */
  isJoined: boolean;
}

/** A text with its tokens. */
export interface AnalyzedText {
  language: Language;
  tokens: Token[];
}

/** The longest word that hyphens join, in UTF-16 code units. */
const MAX_JOINED = 20;

/** The words of a text that decide its language. */
const MOST_DETECTED = 200;

/** Splits a text into tokens as the index has them. Detects the language. */
export async function analyzeText(text: string): Promise<AnalyzedText> {
  const pieces = splitPieces(text);
  const words = pieces.map(({ text }) => lookUpWord(text));
  const language = detectLanguage(words.length <= MOST_DETECTED ? words : words.slice(0, MOST_DETECTED));
  if (!hasStemmer(language)) await loadStemmers([language]);
  return {
    language,
    tokens: toTokens(pieces, (word, index = -1) => (words[index] ?? lookUpWord(word)).in(language)),
  };
}

/** Detects the language of pieces of a text like {@linkcode analyzeText}. */
export function detectPieces(pieces: readonly Piece[]): Language {
  return detectLanguage(pieces.slice(0, MOST_DETECTED).map(({ text }) => lookUpWord(text)));
}

/** Splits words of a query into tokens. The languages are those of the desk, whose stemmers must be loaded. */
export function analyzeQueryWords(text: string, languages: readonly Language[]): Token[] {
  const lookUp = (word: string): Word => ({
    forms: getSearchedForms(word, languages),
    isStopWord: languages.some((language) => isStopWord(toPlainWord(word), language)),
  });
  const tokens = toTokens(splitPieces(text), lookUp);
  // Only in texts is the last character of a run a separate term.
  return tokens.filter((token, index) => !(token.isLastOfRun && tokens[index - 1]?.isOfRun));
}

/** Splits words like {@linkcode analyzeQueryWords}, and adds other forms under which texts may have them. */
export function analyzeSearchedWords(text: string, languages: readonly Language[]): Token[] {
  return analyzeQueryWords(text, languages).map((token) => {
    const others = listOtherForms(text.slice(token.start, token.end), languages);
    return others.length === 0 ? token : { ...token, forms: [...new Set([...token.forms, ...others])] };
  });
}

type RunToken = Token & { isOfRun?: boolean; isLastOfRun?: boolean };
type Word = Pick<Token, "forms" | "terms" | "isStopWord">;

/** A word as texts have it. A desk's texts repeat their words, so each is analyzed once. */
class KnownWord implements DetectedWord {
  readonly plain: string;
  readonly functionWordIn: readonly Language[];
  #language: Language | undefined;
  #word: Word | undefined;

  constructor(private readonly text: string) {
    this.plain = toPlainWord(text);
    this.functionWordIn = getFunctionWordLanguages(this.plain);
  }

  /** Returns the word in a language, whose stemmer must be loaded. */
  in(language: Language): Word {
    if (this.#word !== undefined && this.#language === language) return this.#word;
    this.#language = language;
    const forms = getIndexedForms(this.text, language);
    return this.#word = { forms, terms: forms.map(terms.word), isStopWord: this.functionWordIn.includes(language) };
  }
}

/** The words to remember, up to this length, in UTF-16 code units. */
const MOST_WORDS = 20_000;
const LONGEST_KNOWN = 40;
const knownWords = new RecentValues(MOST_WORDS, (text) => new KnownWord(text));

/** Returns what is known of a word of a text. Numbers and identifiers rarely repeat, and are not remembered. */
export function lookUpWord(text: string): KnownWord {
  return text.length > LONGEST_KNOWN || endsWithDigit(text) ? new KnownWord(text) : knownWords.get(text);
}

function endsWithDigit(text: string): boolean {
  const code = text.charCodeAt(text.length - 1);
  return code >= 0x30 && code <= 0x39;
}

/** @param lookUp Receives a word and the index of its piece, which joined words do not have. */
function toTokens(pieces: readonly Piece[], lookUp: (word: string, index?: number) => Word): RunToken[] {
  const tokens: RunToken[] = [];
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index]!;
    if (piece.kind !== "word") {
      tokens.push(...splitRun(piece));
      continue;
    }
    const word = lookUp(piece.text, index);
    if (word.forms.length === 0) continue;
    const joined = joinHyphens(pieces, index);
    const { forms, terms } = joined === null ? word : { forms: [...word.forms, ...lookUp(joined).forms] };
    const { start, text, joint } = piece;
    const { isStopWord } = word;
    tokens.push({ forms, terms, isStopWord, start, end: start + text.length, isJoined: joint !== "" });
  }
  return tokens;
}

/** Splits a piece of a script that does not separate words, or that adds to them. */
export function splitRun({ kind, text, start, joint }: Piece): RunToken[] {
  const isJoined = joint !== "";
  if (kind === "ideographs") return toPairs(fold(text), start, text.length, isJoined);
  if (kind === "unspaced") return segmentWords(text, start, isJoined);
  const word = fold(text).slice(0, 40);
  const forms = [...new Set([removeParticle(word), word])];
  return [{ forms, isStopWord: false, start, end: start + text.length, isJoined }];
}

/** Returns "email" for the piece "e" of "e-mail". */
export function joinHyphens(pieces: readonly Piece[], index: number): string | null {
  if (pieces[index + 1]?.joint !== "-" || pieces[index]!.joint === "-") return null;
  let joined = pieces[index]!.text;
  for (let next = index + 1; pieces[next]?.joint === "-"; next++) joined += pieces[next]!.text;
  return joined.length <= MAX_JOINED && /^\p{L}+$/u.test(joined) ? joined : null;
}

/** Returns each pair of neighbours, and the last character: segments of a dictionary would depend on the context. */
function toPairs(text: string, start: number, length: number, isJoined: boolean): RunToken[] {
  const characters = [...text];
  return characters.map((character, index) => {
    const next = characters[index + 1];
    const at = start + Math.min(index, length - 1);
    return {
      forms: [character + (next ?? "")],
      isStopWord: false,
      start: at,
      end: start + Math.min(index + (next === undefined ? 1 : 2), length),
      isJoined: isJoined || index > 0,
      isOfRun: true,
      isLastOfRun: next === undefined,
    };
  });
}

let segmenter: Intl.Segmenter | undefined;

/** The locale is fixed, because all processes must agree on the index. Dictionaries depend on the script. */
function segmentWords(text: string, start: number, isJoined: boolean): RunToken[] {
  segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
  return Array.from(segmenter.segment(text), ({ segment, index }) => ({
    forms: [fold(segment).slice(0, 40)],
    isStopWord: false,
    start: start + index,
    end: start + index + segment.length,
    isJoined: isJoined || index > 0,
  }));
}
