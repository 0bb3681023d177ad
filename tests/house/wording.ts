/** Measures of the project's language: doc comments, words to avoid, names of functions. */

import { join } from "node:path";
import { listFiles } from "./sources.ts";

/** Counts of a folder. */
export interface WordingCounts {
  docComments: number;
  /** Doc comments that start with a question word instead of a verb or a noun. */
  questions: number;
  listedWords: number;
  /** Top-level functions with a name such as `partsOf`. */
  namesInOf: number;
  /** Top-level functions with a name such as `joined`. */
  participles: number;
}

/** Archaic, literary or translated words. Each has a plain replacement. */
const LISTED = [
  "anew",
  "whoever",
  "whomever",
  "thereby",
  "thereof",
  "therein",
  "of late",
  "by itself",
  "(?:is|are|was|were|be|been) told",
  "(?:is|are) given for",
  "came of",
  "(?:becomes|became|become) of",
  "dear",
  "modest(?:ly)?",
  "stands(?! (?:for|in))",
  "holds (?:true|for|good)",
  "in one go",
  "somebody",
  "nobody",
  "a yes",
  "a no",
  "mends?",
  "goes out",
  "as it is(?=[.,;:)\n]|$)",
  "of (?:its|their) own",
  "at hand",
  "bears",
  "let(?:s|ting)? go of",
  "on (?:its|their) way",
  "as far as",
  "also (?:if|when|while)",
  "without doubt",
  "has had",
  "the most (?:bytes|characters|checks|entries|rows)",
  "(?:one|messages?|sentences?) a (?:line|minute)",
  "have to do with",
  "metadata are",
  "(?:for|to) whom may",
];
const LISTED_WORD = new RegExp(`(?<![\\w-])(?:${LISTED.join("|")})(?![\\w-])`, "gi");

const DOC_COMMENT = /\/\*\*\s*(?:\*\s*)?([^\s*]+)/g;
const QUESTION = /^(?:What|How|Whether|Who|Whom|Whose|Where|Which|Why|When)$/;

const FUNCTION =
  /^(?:export )?(?:default )?(?:async )?function\*? (\w+)|^(?:export )?const (\w+) = (?:async )?\(.*=>/gm;
const PARTICIPLE = /^(?:[a-z]+ed|shown|known|written|given|taken|begun|gone|kept|sent|told|held|lost|cut|put|spent)$/;
/** Verbs that end like a participle. */
const VERBS = new Set(["cut", "embed", "exceed", "feed", "need", "proceed", "put", "read", "seed", "succeed"]);

/** Finds listed words. Returns lines such as `docs/agent.md:12: anew`. */
export function findListedWords(file: string, text: string): string[] {
  return [...text.matchAll(LISTED_WORD)].map(({ 0: word, index }) => `${file}:${countLines(text, index)}: ${word}`);
}

/** Finds doc comments that start with a question word. Returns lines such as `store/desk.ts:12: What`. */
export function findQuestions(file: string, text: string): string[] {
  return [...text.matchAll(DOC_COMMENT)]
    .filter(([, word]) => QUESTION.test(word!))
    .map(({ 1: word, index }) => `${file}:${countLines(text, index)}: ${word}`);
}

/**
 * Counts the doc comments, words and names of a folder. Prints well with `console.table`.
 *
 * @param folder An absolute path.
 * @param isIncluded Selects files by their path within the folder.
 */
export async function countWording(
  folder: string,
  isIncluded: (file: string) => boolean = () => true,
): Promise<WordingCounts> {
  const counts = { docComments: 0, questions: 0, listedWords: 0, namesInOf: 0, participles: 0 };
  for (const file of (await listFiles(folder)).filter((file) => /\.(tsx?|md)$/.test(file) && isIncluded(file))) {
    const text = await Deno.readTextFile(join(folder, file));
    counts.listedWords += findListedWords(file, text).length;
    if (!/\.tsx?$/.test(file)) continue;
    const names = [...text.matchAll(FUNCTION)].map(([, one, other]) => one ?? other!);
    counts.docComments += [...text.matchAll(DOC_COMMENT)].length;
    counts.questions += findQuestions(file, text).length;
    counts.namesInOf += names.filter((name) => name.endsWith("Of")).length;
    counts.participles += names.filter((name) => PARTICIPLE.test(name) && !VERBS.has(name)).length;
  }
  return counts;
}

function countLines(text: string, end: number): number {
  return text.slice(0, end).split("\n").length;
}
