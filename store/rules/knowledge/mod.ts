/** Rules for articles. */

export {
  createContent,
  createRevision,
  listChangedFields,
  parseArticleUpdate,
  toArticle,
  toArticleEvent,
  toArticleSummary,
  updateContent,
} from "./article.ts";
export { parseArchivedArticle } from "./archived_article.ts";
export { parseArticleId, parseExactArticleId, toArticleId, toArticleNotFound } from "./article_id.ts";
