/** The place of a ticket in a list: the time that the list is sorted by (ms since the epoch), then its number. */
export type Position = readonly [time: number, number: number];

/**
 * Compares two positions for sorting.
 *
 * @returns A negative number when `one` is earlier.
 */
export function comparePositions(one: Position, other: Position): number {
  return one[0] - other[0] || one[1] - other[1];
}
