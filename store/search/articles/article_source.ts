import type { ArticleSummary } from "../../knowledge.ts";
import type { SearchSource } from "../source/mod.ts";

/** An article with its number, which is its id in the index. */
export interface ArticleItem {
  id: string;
  created_at: string;
  article: ArticleSummary;
}

/** Reads articles. */
export interface ArticleSource extends SearchSource<ArticleItem> {
  /** Reads the Markdown texts of articles. */
  readBodies(items: readonly ArticleItem[]): Promise<string[]>;
}
