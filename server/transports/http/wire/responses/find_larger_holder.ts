/**
 * Finds who must give something up for a client: the holder of the most, if it still has as many as the client afterwards.
 *
 * @param getHolder Returns the holder of a thing.
 */
export function findLargerHolder<Thing>(
  things: Iterable<Thing>,
  getHolder: (thing: Thing) => string,
  client: string,
): string | undefined {
  const counts = new Map<string, number>();
  for (const thing of things) {
    const holder = getHolder(thing);
    counts.set(holder, (counts.get(holder) ?? 0) + 1);
  }
  let largest: string | undefined;
  let most = (counts.get(client) ?? 0) + 1;
  for (const [holder, count] of counts) {
    if (count > most) [largest, most] = [holder, count];
  }
  return largest;
}
