/** The place of a ticket in lists that are newest first: its creation time (ms since the epoch), then its number. */
export type Position = readonly [createdAt: number, number: number];

/**
 * Compares two positions for sorting.
 *
 * @returns A negative number when `one` is below `other`, that is, older.
 */
export function comparePositions(one: Position, other: Position): number {
  return one[0] - other[0] || one[1] - other[1];
}
