/** Shuffles in the same way each time. Questions come in the order of their topics, and newer tickets win ties. */
export function shuffle<T>(items: readonly T[]): T[] {
  const shuffled = [...items];
  let state = 1;
  for (let index = shuffled.length - 1; index > 0; index--) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const other = Math.floor(state / 0x80000000 * (index + 1));
    [shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
  }
  return shuffled;
}
