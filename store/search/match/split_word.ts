/** Compound words, which people write as one word or as two: `login`, `log in`. */

/** Short words that end compounds, also in names of software: `Node.js`. Other parts have at least four letters. */
const ENDINGS: ReadonlySet<string> = new Set([
  ...["in", "on", "up", "out", "off", "down", "over", "back", "away"],
  ...["js", "net", "io", "py"],
]);

const LETTERS = /^\p{L}{5,20}$/u;
const SHORTEST = { first: 3, second: 4 };

/** Letters with dots between them. */
const DOTTED = /^\p{L}+(?:\.\p{L}+)+$/u;

/** Returns a text such as `Node.js` without its dots; null for any other text. */
export function removeDots(text: string): string | null {
  const joined = text.replaceAll(".", "");
  return DOTTED.test(text) && LETTERS.test(joined) ? joined : null;
}

/** Lists the pairs of words that a word may be written as. */
export function splitWord(word: string): [first: string, second: string][] {
  if (!LETTERS.test(word)) return [];
  const lower = word.toLowerCase();
  const pairs: [string, string][] = [];
  for (let at = SHORTEST.first; at <= lower.length - 2; at++) {
    const [first, second] = [lower.slice(0, at), lower.slice(at)];
    if (second.length >= SHORTEST.second || ENDINGS.has(second)) pairs.push([first, second]);
  }
  return pairs;
}
