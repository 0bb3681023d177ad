/** Tags: short words in lower case. */

import { fitsCharacters } from "../../../base/text/count_characters.ts";
import { DeskError } from "../../errors.ts";
import { LIMITS } from "../../ticket.ts";

/**
 * Normalizes tags and removes duplicates.
 *
 * @throws {DeskError} `invalid` for a tag with characters other than letters, digits, `-`, `_` and `:`, or for too many
 *   tags.
 */
export function parseTags(tags: readonly string[]): string[] {
  const list = [...new Set(tags.map(parseTag))];
  if (list.length > LIMITS.tags) {
    throw new DeskError(
      "invalid",
      `tags has ${list.length} tags (limit ${LIMITS.tags}). Remove some.`,
      { reasons: [{ code: "too_many", field: "tags", limit: LIMITS.tags }] },
    );
  }
  return list;
}

/**
 * Applies a change to a list of tags. Added tags come last.
 *
 * @throws {DeskError} `invalid` for an invalid tag, too many tags, or a tag in both lists.
 */
export function changeTags(tags: readonly string[], add: readonly string[], remove: readonly string[]): string[] {
  const added = add.map(parseTag);
  const removed = new Set(remove.map(parseTag));
  const both = added.find((name) => removed.has(name));
  if (both !== undefined) {
    throw new DeskError(
      "invalid",
      `The tag "${both}" is in both add_tags and remove_tags. Name it in one of them.`,
    );
  }
  return parseTags([...tags.filter((name) => !removed.has(parseTag(name))), ...added]);
}

/** Returns a tag in lower case and half width, without invisible characters: `ＶＩＰ` is `vip`. */
export function normalizeTag(text: string): string {
  return text.replace(/\p{Default_Ignorable_Code_Point}/gu, "").trim().normalize("NFKC").toLowerCase();
}

function parseTag(text: string): string {
  const name = normalizeTag(text);
  if (!fitsCharacters(name, LIMITS.tag) || !/^[\p{L}\p{M}\p{N}_:-]+$/u.test(name)) {
    const value = name.slice(0, 100);
    throw new DeskError(
      "invalid",
      `"${value}" is not a tag. Tags have 1 to ${LIMITS.tag} letters, digits, hyphens, underscores or colons.`,
      { reasons: [{ code: "invalid_tag", field: "tags", value }] },
    );
  }
  return name;
}
