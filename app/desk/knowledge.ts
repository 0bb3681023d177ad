/** The knowledge base: a list of articles, and one that is open. */

import { Directory, type DirectoryPage } from "./directory.ts";
import type { FormValues } from "./drafts.ts";

/** An article in a list. */
export interface ArticleRow {
  id: string;
  title: string;
  tags: readonly string[];
  language: string | null;
  audience: "public" | "internal";
  archived: boolean;
  revision: number;
  updated_at: string;
  /** Only in a list: the part that matches best. */
  excerpt?: string;
}

/** A whole article. Its text is Markdown. */
export interface Article extends ArticleRow {
  body: string;
}

/** Finds, opens and changes articles. */
export class KnowledgeBase extends Directory<ArticleRow, Article> {
  open(id: string): Promise<void> {
    if (this.opened.value?.id !== id) this.opened.value = null;
    return this.load(async () => {
      const article = await this.read(id);
      return () => this.opened.value = article;
    });
  }

  /** Reads an article with its whole text. */
  async read(id: string): Promise<Article> {
    let whole: Article | undefined;
    for (let offset: number | undefined = 0; offset !== undefined;) {
      const page: { article: Article; next_offset?: number } = await this.bridge.call("get_article", { id, offset });
      whole = { ...page.article, body: (whole?.body ?? "") + page.article.body };
      offset = page.next_offset;
    }
    return whole!;
  }

  /**
   * Creates an article, or changes one at a revision.
   *
   * @param values The changed fields. Tags are separated by commas.
   * @returns The id of the article.
   */
  async save({ tags, language, ...values }: FormValues, target: { id?: string; expected_revision?: number }) {
    const { article } = await this.bridge.call<{ article: ArticleRow }>("save_article", {
      ...target,
      ...values,
      ...tags !== undefined && { tags: tags.split(",").map((tag) => tag.trim()).filter(Boolean) },
      ...language && { language },
    });
    return article.id;
  }

  /** Archives an article, or restores it. */
  async archive({ id, revision, archived }: ArticleRow): Promise<void> {
    await this.bridge.call("archive_article", { id, restore: archived, expected_revision: revision });
    await this.open(id);
  }

  protected override async find(query: string, cursor?: string) {
    const page = { query, limit: 50, ...cursor !== undefined && { cursor } };
    const { articles: rows, ...rest } = await this.bridge.call<
      { articles: ArticleRow[] } & Omit<DirectoryPage<ArticleRow>, "rows">
    >("search_knowledge", page);
    return { ...rest, rows };
  }
}
