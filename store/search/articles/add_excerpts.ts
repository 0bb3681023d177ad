import type { ArticleSummary, FoundArticle } from "../../knowledge.ts";
import { WordFinder } from "../analysis/mod.ts";
import { cutAround, findDensestPart, type SearchedWord } from "../matches/mod.ts";

/** The maximum length of an excerpt, in characters. */
const LENGTH = 200;

/** The characters that are analyzed for one page. Each article has an equal share. */
const CHARACTERS_PER_PAGE = 200_000;

/** Adds to each article the part of its text with most words of the query, or else its start. */
export async function addExcerpts(
  articles: readonly ArticleSummary[],
  bodies: readonly string[],
  words: readonly SearchedWord[],
): Promise<FoundArticle[]> {
  const finder = new WordFinder(words.map(({ forms }) => forms));
  const share = Math.floor(CHARACTERS_PER_PAGE / Math.max(1, articles.length));
  return await Promise.all(articles.map(async (article, index): Promise<FoundArticle> => {
    const text = bodies[index]!.slice(0, share).toWellFormed().replace(/\s+/g, " ").trim();
    const [found] = words.length === 0 ? [] : await finder.find([text]);
    const part = found === undefined ? null : findDensestPart(found, words, LENGTH);
    return { ...article, excerpt: cutAround(text, part ?? { start: 0, end: 0 }, LENGTH) };
  }));
}
