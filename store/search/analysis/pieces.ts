/** Splitting texts into pieces: words, numbers, and runs of scripts that do not separate words. */

import { isAscii } from "./fold.ts";

export type PieceKind =
  /** A word of an alphabet, or a number. */
  | "word"
  /** Chinese or Japanese, which do not separate words. */
  | "ideographs"
  /** Korean, which adds particles to words. */
  | "hangul"
  /** Thai, Lao, Khmer or Burmese, which do not separate words. */
  | "unspaced";

/** A piece of a text, as written. */
export interface Piece {
  kind: PieceKind;
  text: string;
  /** In UTF-16 code units from the start of the text. */
  start: number;
  /** The character between this piece and the one before, if there is one, other than space: `-` in `e-mail`. */
  joint: string;
}

const SPACE = 0x20;
const APOSTROPHE = 0x27;
/** The ASCII characters of words, by code. */
const IS_ASCII_LETTER = new Uint8Array(128).fill(1, 0x30, 0x3a).fill(1, 0x41, 0x5b).fill(1, 0x61, 0x7b);
const WORDS =
  /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD\u200B-\u200D\uFEFF]*(?:['’ʼ＇][\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD\u200B-\u200D\uFEFF]*)*/gu;

const RUNS =
  /(?<ideographs>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆][\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆\p{M}ﾞﾟ]*)|(?<hangul>\p{Script=Hangul}+)|(?<unspaced>[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+)|(?<word>(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]).)+)/gu;

const OTHER_SCRIPTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Splits a text into pieces, in order. Punctuation and emoji are in none. */
export function splitPieces(text: string): Piece[] {
  if (isAscii(text)) return splitAscii(text);
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: word, index: start } of text.matchAll(WORDS)) {
    const piece: Piece = { kind: "word", text: word, start, joint: getJoint(text, end, start) };
    end = start + word.length;
    if (OTHER_SCRIPTS.test(word)) pieces.push(...splitRuns(piece));
    else pieces.push(piece);
  }
  return pieces;
}

/** Splits ASCII text, as most is, character by character: a regular expression takes several times as long. */
function splitAscii(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (let start = 0; start < text.length; start++) {
    if (!isLetterAt(text, start)) continue;
    let next = start + 1;
    while (isLetterAt(text, next) || text.charCodeAt(next) === APOSTROPHE && isLetterAt(text, next + 1)) next++;
    pieces.push({ kind: "word", text: text.slice(start, next), start, joint: getJoint(text, end, start) });
    [end, start] = [next, next];
  }
  return pieces;
}

function isLetterAt(text: string, at: number): boolean {
  return at < text.length && IS_ASCII_LETTER[text.charCodeAt(at)] === 1;
}

/** @param end The end of the piece before, or 0. */
function getJoint(text: string, end: number, start: number): string {
  if (start !== end + 1 || end === 0 || text.charCodeAt(end) === SPACE) return "";
  return text[end]!.trim();
}

function splitRuns({ text, start }: Piece): Piece[] {
  return Array.from(text.matchAll(RUNS), ({ 0: run, index, groups }) => {
    const kind = (Object.keys(groups!) as PieceKind[]).find((kind) => groups![kind] !== undefined)!;
    return { kind, text: run, start: start + index, joint: "" };
  });
}

/** Reports whether a text has a word or a number. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
