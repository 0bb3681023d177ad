import { toShortLine } from "../../../base/text/short_line.ts";
import { DeskError } from "../../errors.ts";
import { ARTICLE_LIMITS } from "../../knowledge.ts";
import { check } from "../values/mod.ts";

const SCHEME = "article://";

/**
 * Makes an id of a title, a file name or an id in another form: lower-case letters, digits, and hyphens between them.
 *
 * @returns An empty text if there is no letter and no digit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { toArticleId } from "./article_id.ts";
 *
 * assert.equal(toArticleId("Café: What's new in v2.10?"), "cafe-whats-new-in-v2-10");
 * ```
 */
export function toArticleId(text: string): string {
  const id = text.normalize("NFKD").replace(/(?<=[a-z])\p{M}+/giu, "").normalize("NFC").toLowerCase()
    .replace(/['’]/g, "").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-/, "");
  return [...id].slice(0, ARTICLE_LIMITS.id).join("").replace(/-$/, "");
}

/** @throws {DeskError} `invalid` for a text that cannot be an id. */
export function parseArticleId(text: string): string {
  const id = toArticleId(text.trim().replace(SCHEME, ""));
  check(id !== "", `id cannot be "${toShortLine(text)}". An id has letters and digits, such as refund-policy.`);
  return id;
}

/**
 * Parses the id of an article to write. A text that only leads to an id could mean another article.
 *
 * @throws {DeskError} `invalid`, with the id that the text leads to.
 */
export function parseExactArticleId(text: string): string {
  const id = parseArticleId(text);
  check(
    text.trim().replace(SCHEME, "") === id,
    `id cannot be "${toShortLine(text)}". If you mean ${id}, pass ${id}.`,
  );
  return id;
}

/** Creates the error for an unknown article. */
export function toArticleNotFound(id: string): DeskError {
  return new DeskError("not_found", `Article ${toShortLine(id)} not found.`, {
    reasons: [{ code: "article_not_found", id: toShortLine(id) }],
  });
}
