/** Finding words in texts, without the tokens of all the others. */

import { hasStemmer, type Language, loadStemmers } from "./languages/mod.ts";
import { type Piece, splitPieces } from "./pieces.ts";
import { detectPieces, joinHyphens, lookUpWord, splitRun } from "./tokens.ts";

/** A token of a text that is one of the words, in UTF-16 code units. */
export interface FoundWord {
  /** The numbers of the words that it is, each once. */
  words: readonly number[];
  start: number;
  end: number;
}

const NO_WORDS: readonly number[] = [];

/** Finds words where {@linkcode analyzeText} has tokens with one of their forms. */
export class WordFinder {
  /** The words that each word of a text stands for. Texts of one page repeat theirs. */
  readonly #known = new Map<string, readonly number[]>();
  #language: Language | undefined;

  /** @param words The forms of each, as tokens have them. */
  constructor(private readonly words: readonly ReadonlySet<string>[]) {}

  /** Finds the words in each part of a text. Detects the language of all parts together, unless it is given. */
  async find(parts: readonly string[], known?: Language): Promise<FoundWord[][]> {
    const split = parts.map(splitPieces);
    const language = known ?? detectPieces(split.length === 1 ? split[0]! : split.flat());
    if (!hasStemmer(language)) await loadStemmers([language]);
    if (language !== this.#language) this.#known.clear();
    this.#language = language;
    return split.map((pieces) => this.#findAmong(pieces, language));
  }

  #findAmong(pieces: readonly Piece[], language: Language): FoundWord[] {
    const found: FoundWord[] = [];
    for (let index = 0; index < pieces.length; index++) {
      const piece = pieces[index]!;
      if (piece.kind !== "word") {
        for (const { forms, start, end } of splitRun(piece)) this.#add(found, this.#match(forms), start, end);
        continue;
      }
      const words = this.#lookUp(piece.text, language);
      const joined = joinHyphens(pieces, index);
      const all = joined === null ? words : [...new Set([...words, ...this.#lookUp(joined, language)])];
      this.#add(found, all, piece.start, piece.start + piece.text.length);
    }
    return found;
  }

  #add(found: FoundWord[], words: readonly number[], start: number, end: number): void {
    if (words.length > 0) found.push({ words, start, end });
  }

  #lookUp(text: string, language: Language): readonly number[] {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const words = this.#match(lookUpWord(text).in(language).forms);
    this.#known.set(text, words);
    return words;
  }

  #match(forms: readonly string[]): readonly number[] {
    const found: number[] = [];
    for (let word = 0; word < this.words.length; word++) {
      if (forms.some((form) => this.words[word]!.has(form))) found.push(word);
    }
    return found.length === 0 ? NO_WORDS : found;
  }
}
