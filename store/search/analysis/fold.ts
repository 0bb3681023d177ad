/** Makes texts that people hold for the same equal: case, accents, compatibility forms, invisible characters. */

/**
 * Accents of the alphabets in which leaving them out is common. Elsewhere a combining mark is part of the letter
 * (the vowel signs of Devanagari, the voicing marks of kana), so it stays.
 */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{Mn}*)\p{Mn}/gu;

/** Hebrew points and Arabic vowel signs, which everyday writing leaves out; the Arabic tatweel only stretches a word. */
const OPTIONAL_MARKS = /[\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u064B-\u0652\u0670\u0640]/g;

/** Soft hyphens, joiners, variation selectors: nobody sees or types them. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Letters that people type without their stroke or ligature, but that Unicode doesn't decompose. */
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

/** Whether `text` holds nothing but ASCII, for which folding is no more than lower case. */
export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/**
 * Folds case and accents, so that "Straße", "STRASSE" and "strasse" become one, as do "Łódź" and "lodz".
 * Folding twice gives the same as folding once.
 *
 * @returns the folded text in NFC; it may be longer than `text`, or empty where `text` holds only invisible characters
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
