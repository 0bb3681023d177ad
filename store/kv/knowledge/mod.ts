/** Articles on the key-value store. */

export { stageArticle, takeArticleNumber } from "./article_changes.ts";
export { type StoredRevision, sumContent, toStoredRevision } from "./stored_revision.ts";
export { KvKnowledge } from "./knowledge.ts";
