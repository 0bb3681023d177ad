/** The cursor of a list whose rows are replaced. */

type Rows = readonly { id: string }[];

/** Returns the id of the row with the cursor, or of the nearest row after or before it that is still there. */
export function followCursor(focused: string | null, before: Rows, after: Rows): string | null {
  const index = before.findIndex(({ id }) => id === focused);
  if (index === -1) return focused;
  const shown = new Set(after.map(({ id }) => id));
  const isShown = ({ id }: { id: string }) => shown.has(id);
  return (before.slice(index).find(isShown) ?? before.slice(0, index).findLast(isShown))?.id ?? focused;
}
