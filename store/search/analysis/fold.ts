/** Text folding: case, accents, compatibility forms and invisible characters. */

/**
 * Accents of alphabets in which people often omit them. Elsewhere a combining mark is part of the letter (vowel signs
 * of Devanagari, voicing marks of kana), so it stays.
 */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{Mn}*)\p{Mn}/gu;

/** Hebrew points and Arabic vowel signs, usually not written, and the Arabic tatweel, which only stretches a word. */
const OPTIONAL_MARKS = /[\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u064B-\u0652\u0670\u0640]/g;

/** Soft hyphens, joiners, variation selectors. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Letters that people type without their stroke or ligature, but that Unicode does not decompose. */
const PLAIN_LETTERS: Record<string, string> = {
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ς: "σ",
  "’": "'",
};
const UNDECOMPOSED = new RegExp(`[${Object.keys(PLAIN_LETTERS).join("")}]`, "g");

const ASCII = /^[\0-\x7f]*$/;

/** Returns true for plain ASCII, which only needs lower-casing. */
export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/**
 * Folds case and accents: "Straße", "STRASSE" and "strasse" become the same text, and so do "Łódź" and "lodz". Folding
 * is idempotent.
 *
 * @returns Text in NFC. It can be longer than `text`, or empty.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(INVISIBLE, "")
    .replace(ACCENTS, "")
    .replace(OPTIONAL_MARKS, "")
    .toLowerCase() // ẞ becomes ß,
    .toUpperCase() // which becomes SS, as ı becomes I:
    .toLowerCase() // so "ẞ" meets "ss", and "ı" meets "i"
    .replace(UNDECOMPOSED, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .normalize("NFC");
}
