/** Changes of articles as rules stage them. */

import type { ChangeContext } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import type { ArticleContent, ArticleRevision, ArticleSummary, SavedArticle } from "../../knowledge.ts";
import { toStaleRevision } from "../../rules/history/mod.ts";
import {
  createContent,
  createRevision,
  toArticleNotFound,
  toArticleSummary,
  updateContent,
} from "../../rules/knowledge/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import { listArticleChanges } from "../../search/analysis/mod.ts";
import type { Transaction } from "../commit/mod.ts";
import { keys } from "../schema/mod.ts";
import { toStoredRevision } from "./stored_revision.ts";

/** An article as a rule reads it. */
interface ReadArticle {
  number: number;
  summary: ArticleSummary;
  content: ArticleContent;
}

/** Changes an article, or creates it if there is none with the id. */
export async function saveArticle(
  transaction: Transaction,
  { id, isNew, update }: { id: string; isNew: boolean; update: Partial<ArticleContent> },
  context: ChangeContext,
): Promise<SavedArticle> {
  const article = await readArticle(transaction, id);
  if (article === null) {
    if (context.expectedRevision !== undefined) throw toArticleNotFound(id);
    return await addArticle(transaction, id, createContent(update), context);
  }
  if (isNew) throw toTaken(article.summary);
  requireRevision(article.summary, context.expectedRevision);
  const content = updateContent(article.content, update);
  return await changeArticle(transaction, article, content, "updated", context);
}

/** Archives or restores an article. */
export async function archiveArticle(
  transaction: Transaction,
  { id, archived }: { id: string; archived: boolean },
  context: ChangeContext,
): Promise<SavedArticle> {
  const article = await readArticle(transaction, id);
  if (article === null) throw toArticleNotFound(id);
  requireRevision(article.summary, context.expectedRevision);
  const content = updateContent(article.content, { archived });
  return await changeArticle(transaction, article, content, archived ? "archived" : "restored", context);
}

/** Stages the record of an article, its id, and what its last revision changes in the index. */
export async function stageArticle(
  transaction: Transaction,
  number: number,
  before: ArticleContent | null,
  last: ArticleRevision,
  createdAt: string,
): Promise<ArticleSummary> {
  const summary = toArticleSummary(last, createdAt);
  transaction.set(keys.article(number), summary);
  transaction.set(keys.articleRevision(number, last.revision), toStoredRevision(last));
  if (before === null) transaction.set(keys.articleId(last.id), number);
  transaction.changeIndex(number, await listArticleChanges(before, last.content));
  transaction.recordChange({ kind: "article", id: last.id });
  return summary;
}

/** Takes the next number of an article. */
export async function takeArticleNumber(transaction: Transaction): Promise<number> {
  const number = await transaction.get<number>(keys.nextArticle) ?? 1;
  transaction.set(keys.nextArticle, number + 1);
  return number;
}

async function addArticle(
  transaction: Transaction,
  id: string,
  content: ArticleContent,
  { by }: ChangeContext,
): Promise<SavedArticle> {
  const at = formatInstant(transaction.now);
  const revision = createRevision({ id, revision: 1 }, "created", content, { by, at });
  const number = await takeArticleNumber(transaction);
  return { ...await stageArticle(transaction, number, null, revision, at), outcome: "created" };
}

async function changeArticle(
  transaction: Transaction,
  { number, summary, content: before }: ReadArticle,
  content: ArticleContent | null,
  what: "updated" | "archived" | "restored",
  { by }: ChangeContext,
): Promise<SavedArticle> {
  if (content === null) return { ...summary, outcome: "unchanged" };
  const next = { id: summary.id, revision: summary.revision + 1 };
  const revision = createRevision(next, what, content, { by, at: formatInstant(transaction.now) });
  return { ...await stageArticle(transaction, number, before, revision, summary.created_at), outcome: "changed" };
}

async function readArticle(transaction: Transaction, id: string): Promise<ReadArticle | null> {
  const number = await transaction.get<number>(keys.articleId(id));
  if (number === null) return null;
  const summary = (await transaction.get<ArticleSummary>(keys.article(number)))!;
  const { content } = (await transaction.get<ArticleRevision>(keys.articleRevision(number, summary.revision)))!;
  return { number, summary, content };
}

function requireRevision({ id, revision, updated_at }: ArticleSummary, expected: number | undefined): void {
  if (expected === undefined || expected === revision) return;
  throw toStaleRevision(`Article ${id}`, revision, expected, `It last changed at ${updated_at}.`);
}

function toTaken({ id, revision }: ArticleSummary): DeskError {
  const text = `Article ${id} already exists, at revision ${revision}. Give its id to change it, or give the new ` +
    "article another id.";
  return new DeskError("already_exists", text);
}
