/** Changes of articles. */

import { toLanguageTag } from "../../../base/text/language_tag.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import type { Actor } from "../../event.ts";
import {
  type Article,
  ARTICLE_LIMITS,
  type ArticleContent,
  type ArticleEvent,
  type ArticleEventKind,
  type ArticleRevision,
  type ArticleSummary,
  type ArticleUpdate,
  AUDIENCES,
} from "../../knowledge.ts";
import { toActorLines } from "../history/mod.ts";
import { parseTags } from "../tickets/mod.ts";
import { check, parseChoice, parseRequiredLine, parseRequiredText } from "../values/mod.ts";

/** The fields of an article's content, in their order. */
export const CONTENT_FIELDS = ["title", "tags", "language", "audience", "archived", "body"] as const;

/** @throws {DeskError} `invalid`, field first. */
export function parseArticleUpdate({ title, body, tags, language, audience }: ArticleUpdate): Partial<ArticleContent> {
  return {
    ...title !== undefined && { title: parseRequiredLine("title", title, ARTICLE_LIMITS.title) },
    ...tags !== undefined && { tags: parseTags(tags) },
    ...language !== undefined && { language: language === null ? null : parseLanguage(language) },
    ...audience !== undefined && { audience: parseChoice("audience", audience, AUDIENCES) },
    ...body !== undefined && { body: parseRequiredText("body", body, ARTICLE_LIMITS.body) },
  };
}

/**
 * Returns the content of a new article. It is internal unless the update says otherwise.
 *
 * @throws {DeskError} `invalid` if the title or the text is missing.
 */
export function createContent(update: Partial<ArticleContent>): ArticleContent {
  const { title, body, tags = [], language = null, audience = "internal" } = update;
  check(title !== undefined, "title is required for a new article.", { code: "required", field: "title" });
  check(body !== undefined, "body is required for a new article.", { code: "required", field: "body" });
  return { title, tags, language, audience, archived: false, body };
}

/** Applies an update. Returns null if nothing changes. */
export function updateContent(content: ArticleContent, update: Partial<ArticleContent>): ArticleContent | null {
  const changed = { ...content, ...update };
  return listChangedFields(content, changed).length === 0 ? null : changed;
}

/** Lists the fields that differ between two contents. `before` is null for a new article. */
export function listChangedFields(before: ArticleContent | null, after: ArticleContent): (keyof ArticleContent)[] {
  if (before === null) return [...CONTENT_FIELDS];
  return CONTENT_FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

/** Creates a revision. `before` is null for a new article. */
export function createRevision(
  { id, revision }: { id: string; revision: number },
  what: ArticleEventKind,
  content: ArticleContent,
  { by, at }: { by: Actor; at: string },
): ArticleRevision {
  return { id, revision, at, what, by: toActorLines(by), content };
}

/** Returns the article at its last revision, without its text. */
export function toArticleSummary(last: ArticleRevision, createdAt: string): ArticleSummary {
  const { id, revision, at, content: { body: _, ...content } } = last;
  return { id, ...content, revision, created_at: createdAt, updated_at: at };
}

/** Returns the article at a revision. */
export function toArticle(revision: ArticleRevision, createdAt: string): Article {
  return { ...toArticleSummary(revision, createdAt), body: revision.content.body };
}

/** Returns the event of a revision. `before` is null for the first one. */
export function toArticleEvent(before: ArticleContent | null, { content, ...event }: ArticleRevision): ArticleEvent {
  return { ...event, changed: listChangedFields(before, content) };
}

function parseLanguage(text: string): string {
  const tag = toLanguageTag(text);
  check(tag !== undefined, `language cannot be "${toShortLine(text)}". Use a language tag such as de or pt-BR.`, {
    code: "invalid_language",
    field: "language",
    value: toShortLine(text),
  });
  return tag;
}
