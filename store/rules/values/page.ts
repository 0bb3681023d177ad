/** Page sizes and cursors of lists. */

import type { PageRequest } from "../../desk.ts";
import { DeskError } from "../../errors.ts";

const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 20;

/** @throws {DeskError} `invalid` unless the limit is a whole number from 1 to 100, or missing. */
export function parsePageLimit({ limit = DEFAULT_LIMIT }: PageRequest): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new DeskError("invalid", `limit cannot be ${limit}. Use a whole number from 1 to ${MAX_LIMIT}.`);
}

/** The part of a key that identifies an item in its list. */
export type ItemKey = string | number | readonly (string | number)[];

/**
 * Creates an opaque cursor for the page after the item `last`.
 *
 * @param list The list's name. Other lists reject the cursor.
 */
export function encodeCursor(list: string, last: ItemKey): string {
  const bytes = new TextEncoder().encode(JSON.stringify([list, last]));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/**
 * Returns the item before the requested page, or null for the first page.
 *
 * @throws {DeskError} `invalid` for a cursor of another list, or one that is damaged.
 */
export function decodeCursor(list: string, cursor: string | undefined): ItemKey | null {
  if (cursor === undefined) return null;
  const [of, last] = decodeParts(cursor);
  if (of === list && isItemKey(last)) return last;
  throw new DeskError("invalid", `cursor is not from this list. Leave it out to start at the first page.`);
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
