import { analyzeText } from "../search/analysis/mod.ts";
import type { Settings } from "../settings.ts";

/** A saved reply is similar to a text if it shares this many words with it. */
const LEAST_WORDS = 2;

/** Finds the names of the saved replies that have most words in common with a text, best first. */
export async function findSimilarReplies(
  replies: Settings["saved_replies"],
  text: string,
  limit: number,
): Promise<string[]> {
  if (Object.keys(replies).length === 0) return [];
  const wanted = await listForms(text);
  const ranked = await Promise.all(
    Object.entries(replies).map(async ([name, { title = "", body }]) => {
      const shared = (await listForms(`${name}\n${title}\n${body}`)).intersection(wanted);
      return { name, words: shared.size };
    }),
  );
  return ranked.filter(({ words }) => words >= LEAST_WORDS).sort((one, other) => other.words - one.words)
    .slice(0, limit).map(({ name }) => name);
}

/** Lists the first forms of the content words. */
async function listForms(text: string): Promise<Set<string>> {
  const { tokens } = await analyzeText(text);
  return new Set(tokens.filter(({ isStopWord }) => !isStopWord).map(({ forms }) => forms[0]!));
}
