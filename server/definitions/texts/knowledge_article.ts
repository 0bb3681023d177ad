/** Articles of the knowledge base as short texts. */

import { type ArticleEvent, type ArticleSummary, formatActor } from "../../../store/mod.ts";
import { markTeamLine } from "../../marks/mod.ts";

/** The fields of an article in a list. The output schema is `articleRow`. */
export type ArticleRow = Omit<ArticleSummary, "created_at">;

/** Picks the fields of a row. */
export function toArticleRow({ id, title, tags, language, audience, archived, revision, updated_at }: ArticleRow) {
  return { id, title, tags, language, audience, archived, revision, updated_at };
}

/**
 * Formats a row as one line: `[public, de, revision 3, updated 2026-11-02T09:30:00.000Z] <team_words …>refund-policy: Refund
 * policy; tags billing</team_words …>`.
 */
export function formatArticleRow(row: ArticleRow): string {
  const { id, title, tags, language, audience, archived, revision, updated_at } = row;
  const facts = [audience, ...archived ? ["archived"] : [], ...language === null ? [] : [language]];
  const tagList = tags.length === 0 ? "" : `; tags ${tags.join(" ")}`;
  const words = markTeamLine(`${id}: ${title}${tagList}`);
  return `[${facts.join(", ")}, revision ${revision}, updated ${updated_at}] ${words}`;
}

/** Formats a change: `2. 2026-11-02T09:30:00.000Z updated by <team_words …>dana</team_words …>: body, tags`. */
export function formatArticleEvent(
  { revision, at, what, by, changed }: Pick<ArticleEvent, "revision" | "at" | "what" | "by"> & {
    changed: readonly string[];
  },
): string {
  const fields = what === "updated" ? `: ${changed.join(", ")}` : "";
  return `${revision}. ${at} ${what} by ${markTeamLine(formatActor(by))}${fields}`;
}
