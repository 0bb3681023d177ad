/** Finding an address in articles and settings, which an erasure does not change. */

import type { ArticleRevision } from "../../knowledge.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { prefixes } from "../schema/mod.ts";
import { hasAddress } from "./sweep.ts";

/** The articles that a result names. */
const MOST_ARTICLES = 20;

/** Lists the places that have the address, in any revision: articles by id, and the settings. */
export async function findElsewhere(kv: KeyValueStore, email: string): Promise<string[]> {
  const articles = new Set<string>();
  for await (const { value } of kv.list<ArticleRevision>({ prefix: prefixes.allArticleRevisions })) {
    if (articles.size < MOST_ARTICLES && hasAddress(value, { email })) articles.add(`article ${value.id}`);
  }
  for await (const { value } of kv.list({ prefix: prefixes.settingsRevisions })) {
    if (hasAddress(value, { email })) return [...articles, "the settings"];
  }
  return [...articles];
}
