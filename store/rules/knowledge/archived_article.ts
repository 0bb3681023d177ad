import type { ArchivedArticle } from "../../archive.ts";
import { ARTICLE_EVENTS, type ArticleContent, type ArticleRevision } from "../../knowledge.ts";
import { toActorLines } from "../history/mod.ts";
import { check, parseChoice, parseInstant } from "../values/mod.ts";
import { createContent, parseArticleUpdate } from "./article.ts";
import { parseArticleId } from "./article_id.ts";

/**
 * Normalizes an article to import.
 *
 * @throws {DeskError} `invalid` if the history has gaps, or a revision is not valid.
 */
export function parseArchivedArticle({ id: text, revisions }: ArchivedArticle): ArticleRevision[] {
  const id = parseArticleId(text);
  check(revisions.length > 0, `Article ${id} has no revisions.`);
  check(revisions.every(({ revision }, index) => revision === index + 1), `The history of article ${id} has gaps.`);
  return revisions.map(({ revision, at, what, by, content }) => ({
    ...{ id, revision, at: parseInstant("at", at), what: parseChoice("what", what, ARTICLE_EVENTS) },
    ...{ by: toActorLines(by), content: parseContent(content) },
  }));
}

function parseContent({ archived, ...fields }: ArticleContent): ArticleContent {
  return { ...createContent(parseArticleUpdate(fields)), archived };
}
