/** Folded letters that people confuse: their keys are next to each other, or they sound alike. */

/** The rows of keyboards: QWERTY, and where QWERTZ and AZERTY differ; Russian, Ukrainian and Greek ones. */
const ROWS = [
  "qwertyuiop asdfghjkl zxcvbnm",
  "qwertzuiop yxcvbnm",
  "azertyuiop qsdfghjklm wxcvbn",
  "цукенгшщзх фывапролджэ ячсмитьбю",
  "фівапролджє",
  "ερτυθιοπ ασδφγηξκλ ζχψωβνμ",
].flatMap((keyboard) => keyboard.split(" "));

/** Groups of letters of which one is often written for another. */
const VOWELS = ["aeiouy", "аеиоуыэюяіє", "αειου", "ιηυ", "οω"];
const CONSONANTS = ["ckq", "csz", "fv", "vw", "dt", "bp", "gj", "бп", "вф", "гкґ", "дт", "зс"];

const pairs = new Set(ROWS.flatMap((row) => [...row.slice(1)].map((letter, index) => row[index]! + letter)));

/** Reports whether the keys of two letters are next to each other in a row. */
export function haveAdjacentKeys(one: string, other: string): boolean {
  return pairs.has(one + other) || pairs.has(other + one);
}

/** Reports whether two letters sound alike in a word, or at its start, where people do not confuse vowels. */
export function soundAlike(one: string, other: string, isFirst: boolean): boolean {
  const groups = isFirst ? CONSONANTS : [...CONSONANTS, ...VOWELS];
  return groups.some((group) => group.includes(one) && group.includes(other));
}
