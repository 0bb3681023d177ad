/** The knowledge base: articles in which the team writes down what it knows. */

import type { ChangeContext, Page, PageRequest } from "./calls.ts";
import type { Actor } from "./event.ts";

/** `public` articles may be given to customers. */
export const AUDIENCES = ["internal", "public"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Maximum lengths in characters (code points). The limits of tags are those of tickets. */
export const ARTICLE_LIMITS = { id: 80, title: 250, body: 40_000 } as const;

/** The part of an article that people write. */
export interface ArticleContent {
  title: string;
  tags: string[];
  /** A language tag (BCP 47), such as `de`; null if no one set it. */
  language: string | null;
  audience: Audience;
  /** Searches find archived articles only if the query asks for them. */
  archived: boolean;
  /** Markdown. */
  body: string;
}

interface ArticleHead {
  /** Lower-case letters, digits and hyphens, such as `refund-policy`. It never changes. */
  id: string;
  /** Starts at 1. Every change adds 1. */
  revision: number;
  created_at: string;
  updated_at: string;
}

export type Article = ArticleHead & ArticleContent;
/** An article without its text, as in lists and the results of writes. */
export type ArticleSummary = Omit<Article, "body">;

export const ARTICLE_EVENTS = ["created", "imported", "updated", "archived", "restored"] as const;
export type ArticleEventKind = (typeof ARTICLE_EVENTS)[number];

/** A revision as the store keeps it: who made it, and the whole content. */
export interface ArticleRevision {
  id: string;
  revision: number;
  at: string;
  what: ArticleEventKind;
  by: Actor;
  content: ArticleContent;
}

/** A change of an article, with the names of the fields that it changed. */
export type ArticleEvent = Omit<ArticleRevision, "content"> & { changed: (keyof ArticleContent)[] };

/** The fields to set. A new article needs a title and a text; missing fields of others stay as they are. */
export interface ArticleUpdate {
  title?: string;
  body?: string;
  tags?: readonly string[];
  language?: string | null;
  audience?: Audience;
}

/** An article in a list, and the part of its text that matches the query best, or its start. */
export type FoundArticle = ArticleSummary & { excerpt: string };

export interface ArticlePage extends Page<FoundArticle> {
  /** Words that occur in no article, and the similar words that were searched instead. */
  corrections: readonly { word: string; searched: string }[];
}

/** The result of a write. `outcome` is `unchanged` if everything was as it should be. */
export type SavedArticle = ArticleSummary & { outcome: "created" | "changed" | "unchanged" };

/** Reads and changes articles. Methods that take an id throw `not_found` for an unknown one. */
export interface Knowledge {
  /** @param revision An earlier revision (default: the current one). */
  get(id: string, revision?: number): Promise<Article>;
  /**
   * Searches articles: the best match first, or the newest first if the query has no words.
   *
   * @throws {DeskError} `invalid` with the position and the reason if the query cannot be parsed.
   */
  search(query: string, page?: PageRequest): Promise<ArticlePage>;
  /** Finds the articles that have most in common with a text, best first. */
  findSimilar(text: string, limit: number): Promise<FoundArticle[]>;
  /** Lists ids that start with `prefix`. */
  completeId(prefix: string, limit: number): Promise<string[]>;
  /** Lists the latest changes, newest first. */
  listEvents(id: string, limit: number): Promise<ArticleEvent[]>;
  /** Lists all articles by id, with archived ones. */
  list(page?: PageRequest): Promise<Page<ArticleSummary>>;
  /**
   * Creates an article, or changes one.
   *
   * @param id Null to make the id of a new article from its title.
   * @throws {DeskError} `already_exists` if a new article's id is taken.
   */
  save(id: string | null, update: ArticleUpdate, context: ChangeContext): Promise<SavedArticle>;
  /** Reports what saving an article with this id would do. Changes nothing. */
  preview(id: string, update: ArticleUpdate): Promise<Pick<SavedArticle, "outcome" | "archived">>;
  /** Archives an article, or restores it. */
  archive(id: string, archived: boolean, context: ChangeContext): Promise<SavedArticle>;
}
