import type { ChangeContext, Page, PageRequest } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import type {
  Article,
  ArticleEvent,
  ArticlePage,
  ArticleRevision,
  ArticleSummary,
  ArticleUpdate,
  FoundArticle,
  Knowledge,
  SavedArticle,
} from "../../knowledge.ts";
import {
  createContent,
  parseArticleId,
  parseArticleUpdate,
  parseExactArticleId,
  toArticle,
  toArticleEvent,
  toArticleId,
  toArticleNotFound,
  updateContent,
} from "../../rules/knowledge/mod.ts";
import { check } from "../../rules/values/mod.ts";
import { findSimilarArticles, searchArticles } from "../../search/articles/mod.ts";
import { commitOnce, type Store } from "../commit/mod.ts";
import { type DamageList, getAllSound, withDamage } from "../forms/mod.ts";
import { keys, LAST_CHARACTER, prefixes, readPage } from "../schema/mod.ts";
import { archiveArticle, saveArticle } from "./article_changes.ts";
import { KvArticleSource } from "./article_source.ts";
import type { StoredRevision } from "./stored_revision.ts";

/** {@linkcode Knowledge} on the key-value store. */
export class KvKnowledge implements Knowledge {
  readonly #store: Store;
  readonly #source: KvArticleSource;

  constructor(store: Store) {
    this.#store = store;
    this.#source = new KvArticleSource(store.kv);
  }

  async get(id: string, revision?: number): Promise<Article> {
    const { number, summary } = await this.#read(id);
    const wanted = revision ?? summary.revision;
    const stored = await this.#store.kv.get<ArticleRevision>(keys.articleRevision(number, wanted));
    if (stored.value !== null) return toArticle(stored.value, summary.created_at);
    const text = `Article ${summary.id} has no revision ${wanted}. Its last one is ${summary.revision}.`;
    throw new DeskError("not_found", text);
  }

  async search(query: string, page: PageRequest = {}): Promise<ArticlePage> {
    const source = this.#source.startSearch();
    return withDamage(await searchArticles(source, query, page), source.damaged);
  }

  async findSimilar(text: string, limit: number): Promise<FoundArticle[]> {
    return await findSimilarArticles(this.#source, text, limit);
  }

  async completeId(prefix: string, limit: number): Promise<string[]> {
    const start = toArticleId(prefix);
    const range = { start: keys.articleId(start), end: keys.articleId(`${start}${LAST_CHARACTER}`) };
    return await Array.fromAsync(
      this.#store.kv.list(range, { limit, keysOnly: true }),
      ({ key }) => String(key.at(-1)),
    );
  }

  async listEvents(id: string, limit: number): Promise<ArticleEvent[]> {
    const { number } = await this.#read(id);
    const options = { reverse: true, limit: limit + 1 };
    const entries = this.#store.kv.list<StoredRevision>({ prefix: prefixes.articleRevisions(number) }, options);
    const revisions = await Array.fromAsync(entries, ({ value: { sum: _, ...revision } }) => revision);
    return revisions.slice(0, limit)
      .map((revision, index) => toArticleEvent(revisions[index + 1]?.content ?? null, revision));
  }

  async list(page: PageRequest = {}): Promise<Page<ArticleSummary>> {
    const { kv } = this.#store;
    const { items, cursor } = await readPage<number>(kv, "articles", prefixes.articleIds, page);
    const damaged: DamageList = new Set();
    const articles = await getAllSound<ArticleSummary>(kv, items.map(keys.article), damaged);
    return withDamage({ items: articles.filter((article) => article !== null), cursor }, damaged);
  }

  async save(id: string | null, update: ArticleUpdate, context: ChangeContext): Promise<SavedArticle> {
    const fields = parseArticleUpdate(update);
    check(id !== null || fields.title !== undefined, "title is required for a new article.");
    const input = {
      id: id === null ? parseArticleId(fields.title!) : parseExactArticleId(id),
      isNew: id === null,
      update: fields,
    };
    const call = { operation: "saveArticle", input, context };
    const options = { reads: [keys.articleId(input.id)] };
    return (await commitOnce(this.#store, call, (each) => saveArticle(each, input, context), options)).result;
  }

  async preview(id: string, update: ArticleUpdate): Promise<Pick<SavedArticle, "outcome" | "archived">> {
    const fields = parseArticleUpdate(update);
    const { value: number } = await this.#store.kv.get<number>(keys.articleId(parseArticleId(id)));
    if (number === null) {
      createContent(fields);
      return { outcome: "created", archived: false };
    }
    const { archived, ...content } = await this.get(id);
    const isChanged = updateContent({ ...content, archived }, fields) !== null;
    return { outcome: isChanged ? "changed" : "unchanged", archived };
  }

  async archive(id: string, archived: boolean, context: ChangeContext): Promise<SavedArticle> {
    const input = { id: parseArticleId(id), archived };
    const call = { operation: "archiveArticle", input, context };
    const options = { reads: [keys.articleId(input.id)] };
    return (await commitOnce(this.#store, call, (each) => archiveArticle(each, input, context), options)).result;
  }

  /** @throws {DeskError} `not_found` */
  async #read(text: string): Promise<{ number: number; summary: ArticleSummary }> {
    const { kv } = this.#store;
    const id = parseArticleId(text);
    const { value: number } = await kv.get<number>(keys.articleId(id));
    const summary = number === null ? null : (await kv.get<ArticleSummary>(keys.article(number))).value;
    if (number === null || summary === null) throw toArticleNotFound(id);
    return { number, summary };
  }
}
