/** Article search. */

import type { PageRequest } from "../../desk.ts";
import type { ArticlePage, FoundArticle } from "../../knowledge.ts";
import { articleTerms } from "../analysis/mod.ts";
import { rankItems, readWordsOfText } from "../find_similar.ts";
import type { ItemPostings } from "../match/mod.ts";
import { toSearchedWord } from "../matches/mod.ts";
import { type OpenSearch, openSearch } from "../open_search.ts";
import { findPosting } from "../postings/mod.ts";
import { parseArticleQuery } from "../query/mod.ts";
import { runSearch } from "../run_search.ts";
import type { ArticleSource } from "./article_source.ts";
import { addExcerpts } from "./add_excerpts.ts";

/** An article is similar to a text if it has this many of its words, and this share of the words that the best one has. */
const LEAST_WORDS = 2;
const LEAST_SHARE = 0.3;

/**
 * Finds the articles that match a query; see {@linkcode runSearch}.
 *
 * @param text See {@linkcode parseArticleQuery}.
 * @throws {DeskError} `invalid` for an invalid query, limit or cursor.
 */
export async function searchArticles(source: ArticleSource, text: string, page: PageRequest): Promise<ArticlePage> {
  const request = { text, name: `articles ${text}`, parse: parseArticleQuery };
  const { numbers, items, tickets, ...found } = await runSearch(source, request, page);
  const words = items.map((item) => toSearchedWord(item, tickets));
  return { ...found, items: await readFound(source, numbers, words) };
}

/** Finds the articles that have most in common with a text, best first. Archived ones are left out. */
export async function findSimilarArticles(
  source: ArticleSource,
  text: string,
  limit: number,
): Promise<FoundArticle[]> {
  const search = await openSearch(source);
  if (search.tickets === 0) return [];
  const read = await readWordsOfText(search, text);
  const content = read.filter(({ item }) => !item.isStopWord);
  const ranked = rankItems(search, read, await listArchived(search), limit)
    .map(({ number }) => ({ number, words: countWords(content, number) }));
  const most = Math.max(0, ...ranked.map(({ words }) => words));
  const least = Math.max(1, Math.min(LEAST_WORDS, content.length), LEAST_SHARE * most);
  const similar = ranked.filter(({ words }) => words >= least).map(({ number }) => number);
  const words = read.map((item) => toSearchedWord({ ...item, named: null }, search.tickets));
  return await readFound(source, similar, words);
}

function countWords(items: readonly ItemPostings[], number: number): number {
  return items.filter(({ lists }) => lists.some((list) => findPosting(list, number) !== 0)).length;
}

async function listArchived({ view }: OpenSearch): Promise<number[]> {
  const [archived] = await view.readTerms([articleTerms.archived]);
  return (await archived!.readAll()).flatMap(({ numbers }) => [...numbers]);
}

/** Reads articles with excerpts. */
async function readFound(
  source: ArticleSource,
  numbers: readonly number[],
  words: Parameters<typeof addExcerpts>[2],
): Promise<FoundArticle[]> {
  const items = (await source.readRecords(numbers)).filter((item) => item !== null);
  return await addExcerpts(items.map(({ article }) => article), await source.readBodies(items), words);
}
