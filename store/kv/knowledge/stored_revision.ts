import { hashText } from "../../../base/bytes/hash_text.ts";
import type { ArticleContent, ArticleRevision } from "../../knowledge.ts";
import { toCanonicalJson } from "../../rules/values/mod.ts";

/** A revision with a checksum of its content, by which a check of the store notices damage. */
export type StoredRevision = ArticleRevision & { sum: number };

export function toStoredRevision(revision: ArticleRevision): StoredRevision {
  return { ...revision, sum: sumContent(revision.content) };
}

/** Computes the checksum. */
export function sumContent(content: ArticleContent): number {
  return hashText(toCanonicalJson(content));
}
