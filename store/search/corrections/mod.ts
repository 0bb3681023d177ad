/**
 * Misspelled words: a word that occurs nowhere is replaced by one that does.
 *
 * @module
 */

export { type Correction, correctWords } from "./correct_words.ts";
