/** Tags: short lower-case words that a team sorts its tickets by. */

import { DeskError } from "../../errors.ts";
import { LIMITS } from "../../ticket.ts";

/**
 * The tags in the form in which they are kept, each once.
 *
 * @throws {DeskError} `invalid` for one with other characters than letters, digits, `-`, `_` and `:`, or for too many.
 */
export function parseTags(tags: readonly string[]): string[] {
  const list = [...new Set(tags.map(parseTag))];
  if (list.length > LIMITS.tags) {
    throw new DeskError(
      "invalid",
      `A ticket has at most ${LIMITS.tags} tags, and these are ${list.length}: leave some out.`,
    );
  }
  return list;
}

/**
 * The tags after a change: those that stay in their order, then the new ones.
 *
 * @throws {DeskError} `invalid` for a wrong tag, too many, or one that is both added and removed.
 */
export function changeTags(tags: readonly string[], add: readonly string[], remove: readonly string[]): string[] {
  const added = add.map(parseTag);
  const removed = new Set(remove.map(parseTag));
  const both = added.find((name) => removed.has(name));
  if (both !== undefined) {
    throw new DeskError(
      "invalid",
      `The tag "${both}" is to be added and removed at once: name it in one of the lists only.`,
    );
  }
  return parseTags([...tags.filter((name) => !removed.has(name)), ...added]);
}

function parseTag(text: string): string {
  const name = text.trim().normalize("NFC").toLowerCase();
  if (name.length > LIMITS.tag || !/^[\p{L}\p{M}\p{N}_:-]+$/u.test(name)) {
    throw new DeskError(
      "invalid",
      `"${
        name.slice(0, 100)
      }" can't be a tag: a tag has 1 to ${LIMITS.tag} letters, digits, hyphens, underscores or colons.`,
    );
  }
  return name;
}
