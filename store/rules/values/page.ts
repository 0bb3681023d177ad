/** Pages of lists: how many items, and where the next page begins. */

import type { PageRequest } from "../../desk.ts";
import { DeskError } from "../../errors.ts";

const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 20;

/** @throws {DeskError} `invalid` unless the limit is left out or a whole number from 1 to 100. */
export function parsePageLimit({ limit = DEFAULT_LIMIT }: PageRequest): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new DeskError("invalid", `A page can't have ${limit} items: give a whole number from 1 to ${MAX_LIMIT}.`);
}

/** What tells an item from the others of its list: the part of its key that is its own, or its parts. */
export type ItemKey = string | number | readonly (string | number)[];

/**
 * An opaque cursor for the page after the item `last`.
 *
 * @param list Names the list, so that a cursor of another one is refused.
 */
export function encodeCursor(list: string, last: ItemKey): string {
  const bytes = new TextEncoder().encode(JSON.stringify([list, last]));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/**
 * The item after which the page asked for begins; null for the first page.
 *
 * @throws {DeskError} `invalid` for a cursor that isn't one of this list.
 */
export function decodeCursor(list: string, cursor: string | undefined): ItemKey | null {
  if (cursor === undefined) return null;
  const [of, last] = decodeParts(cursor);
  if (of === list && isItemKey(last)) return last;
  throw new DeskError("invalid", `The cursor isn't one that this list gave: leave it out to begin at the first page.`);
}

function isItemKey(value: unknown): value is ItemKey {
  return [value].flat().every((part) => typeof part === "string" || typeof part === "number");
}

function decodeParts(cursor: string): unknown[] {
  try {
    const value = JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(cursor, { alphabet: "base64url" })));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
