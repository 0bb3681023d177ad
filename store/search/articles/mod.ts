/** Article search. */

export type { ArticleItem, ArticleSource } from "./article_source.ts";
export { findSimilarArticles, searchArticles } from "./search_articles.ts";
