/** The forms under which the index has a word, and those under which a query finds it. */

import { canBeIn, hasStemmer, type Language, normalizeArabic, stem } from "./languages/mod.ts";
import { fold, isAscii } from "./fold.ts";

/** In UTF-16 code units. Longer forms are cut, so that every key stays short. */
const MAX_LENGTH = 40;

const APOSTROPHES = /['’ʼ＇]/g;
const POSSESSIVE = /['’ʼ＇]s$/i;
/** Articles and pronouns that lose their vowel before another: l'argent, qu'il, dell'ordine. */
const ELISION = /^(?:[cdjlmnst]|qu|dell|all|nell|sull|dall|un|quest)['’ʼ＇](?=\p{L})/iu;
const ELIDING_LANGUAGES: ReadonlySet<Language> = new Set(["fr", "it"]);

const UMLAUTS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe", æ: "ae" };
const HAS_UMLAUT = /[äöüåøæ]/;
/** Written umlauts: "Mueller" for "Müller". */
const WRITTEN_UMLAUT = /([aou])e/g;

/** Letters then digits, or digits then letters: `v2`, `30kg`. */
const LETTERS_AND_DIGITS = /^(?:([a-z]+)(\d+)|(\d+)([a-z]+))$/;

/** Most words need no folding. */
const IS_PLAIN = /^[a-z0-9]+$/;

/** Returns the forms of a word in a text of this language, the first of which is its plain stem. */
export function getIndexedForms(word: string, language: Language): string[] {
  const lower = word.normalize("NFC").toLowerCase();
  const plain = removeApostrophes(lower, language);
  const forms = toStems(plain, language);
  if (language === "de" && isAscii(plain)) addAll(forms, toStems(plain.replace(WRITTEN_UMLAUT, "$1"), language));
  return [...forms];
}

/** Returns the forms of a word in a query, whose language is one of these. */
export function getSearchedForms(word: string, languages: readonly Language[]): string[] {
  const lower = word.normalize("NFC").toLowerCase();
  const forms = new Set<string>();
  for (const language of languages) {
    const plain = removeApostrophes(lower, language);
    addAll(forms, toStems(plain, language));
    if (HAS_UMLAUT.test(plain)) {
      addAll(
        forms,
        toStems(plain.replace(/[äöüåøæ]/g, (letter) => UMLAUTS[letter]!), language),
      );
    }
    if (isAscii(plain) && plain.length > 4) addAll(forms, toStems(plain.replace(WRITTEN_UMLAUT, "$1"), language));
  }
  return [...forms];
}

/** Returns a word as a list of function words has it. */
export function toPlainWord(word: string): string {
  if (IS_PLAIN.test(word)) return word;
  return fold(word.replace(APOSTROPHES, ""));
}

function removeApostrophes(word: string, language: Language): string {
  if (isAscii(word) && !word.includes("'")) return word;
  const rest = ELIDING_LANGUAGES.has(language) ? word.replace(ELISION, "") : word.replace(POSSESSIVE, "");
  return rest.replace(APOSTROPHES, "");
}

function toStems(word: string, language: Language): Set<string> {
  if (isAscii(word)) return new Set(splitLetters(stemIn(word, language)));
  const folded = normalizeArabic(fold(word));
  // With accents, stemmers work better; without them, words match that were typed without.
  return new Set(
    [cutForm(fold(stemIn(word, language))), cutForm(stemIn(folded, language))].filter((form) => form !== ""),
  );
}

function stemIn(word: string, language: Language): string {
  return hasStemmer(language) && !/\d/.test(word) && canBeIn(word, language) ? stem(word, language) : word;
}

/** Adds the parts of words such as `v2` and `iphone12`. */
function splitLetters(word: string): string[] {
  const [, letters, digits, firstDigits, lastLetters] = LETTERS_AND_DIGITS.exec(word) ?? [];
  const parts = [letters ?? lastLetters ?? "", digits ?? firstDigits ?? ""].filter((part, index) =>
    part.length > (index === 0 ? 1 : 0)
  );
  return [word, ...parts].map(cutForm);
}

/** Cuts a form as the index has it. Keys must not contain half a surrogate pair. */
export function cutForm(form: string): string {
  return form.length <= MAX_LENGTH ? form : form.slice(0, MAX_LENGTH).toWellFormed();
}

function addAll(forms: Set<string>, others: Iterable<string>): void {
  for (const form of others) forms.add(form);
}
