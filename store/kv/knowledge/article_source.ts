import type { Tier } from "../../customer.ts";
import type { ArticleRevision, ArticleSummary } from "../../knowledge.ts";
import { ARTICLE_PREFIX } from "../../search/analysis/mod.ts";
import type { ArticleItem, ArticleSource } from "../../search/articles/mod.ts";
import { type CreatedRange, type IndexView, type Position, withTermPrefix } from "../../search/source/mod.ts";
import { IndexReader } from "../index/mod.ts";
import { type DamageList, getAllSound } from "../forms/mod.ts";
import { type KeyValueStore } from "../port/mod.ts";
import { keys, listOwnKeys, prefixes } from "../schema/mod.ts";

/** {@linkcode ArticleSource} on the key-value store. */
export class KvArticleSource implements ArticleSource {
  readonly isNumbered = false;
  readonly #kv: KeyValueStore;
  readonly #index: IndexReader;
  /** The problems of the articles that the search has left out. */
  readonly damaged: DamageList = new Set();

  constructor(kv: KeyValueStore, index: IndexReader = new IndexReader(kv)) {
    this.#kv = kv;
    this.#index = index;
  }

  /** Returns a source for one search. */
  startSearch(): KvArticleSource {
    return new KvArticleSource(this.#kv, this.#index);
  }

  async openIndex(): Promise<IndexView> {
    return withTermPrefix(await this.#index.open(), ARTICLE_PREFIX);
  }

  /** Lists articles by number, which grows with each new one. The times of their positions are all the same. */
  async listNewest({ below: [time, number], limit }: CreatedRange): Promise<Position[]> {
    const range = time > 0 ? { prefix: prefixes.articles } : { prefix: prefixes.articles, end: keys.article(number) };
    const found = await listOwnKeys(this.#kv, range, { reverse: true, limit });
    return found.map((key) => [0, Number(key.at(-1))] as const);
  }

  /** Articles are never due. */
  listDue(): Promise<Position[]> {
    return Promise.resolve([]);
  }

  async readRecords(numbers: readonly number[]): Promise<(ArticleItem | null)[]> {
    const articles = await getAllSound<ArticleSummary>(this.#kv, numbers.map(keys.article), this.damaged);
    return articles.map((article, index) =>
      article === null ? null : { id: String(numbers[index]), created_at: article.created_at, article }
    );
  }

  async readTexts(item: ArticleItem): Promise<string[]> {
    const { title, tags } = item.article;
    return [title, ...tags, ...await this.readBodies([item])];
  }

  async readBodies(items: readonly ArticleItem[]): Promise<string[]> {
    const wanted = items.map(({ id, article }) => keys.articleRevision(Number(id), article.revision));
    return (await getAllSound<ArticleRevision>(this.#kv, wanted)).map((revision) => revision?.content.body ?? "");
  }

  /** Articles have no customers. */
  findCustomers(): Promise<string[]> {
    return Promise.resolve([]);
  }

  findCustomersByPrefix(): Promise<[]> {
    return Promise.resolve([]);
  }

  readCustomerName(): Promise<string> {
    return Promise.resolve("");
  }

  readTier(): Promise<Tier> {
    return Promise.resolve("free");
  }

  /** Articles are not merged. */
  listMerged(number: number): Promise<[number]> {
    return Promise.resolve([number]);
  }

  listLinks(): Promise<never[]> {
    return Promise.resolve([]);
  }

  listMergeTargets(): Promise<number[]> {
    return Promise.resolve([]);
  }

  /** Articles have no external ids. */
  findExternal(): Promise<null> {
    return Promise.resolve(null);
  }
}
