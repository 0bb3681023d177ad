/** Measuring programs by turns, so that what else the machine does meets them all alike. */

/** Measures one participant once: a number for each quantity. */
export type Measure = () => Promise<Readonly<Record<string, number>>>;

/** The samples of each participant, by quantity. */
export type Samples = Record<string, Record<string, number[]>>;

/**
 * Measures every participant in every round; each round begins with another one.
 *
 * @param rounds How many samples to take of each.
 * @param participants By name.
 */
export async function interleaved(rounds: number, participants: Readonly<Record<string, Measure>>): Promise<Samples> {
  const names = Object.keys(participants);
  const samples: Samples = Object.fromEntries(names.map((name) => [name, {}]));
  for (let round = 0; round < rounds; round++) {
    for (const name of rotated(names, round)) add(samples[name]!, await participants[name]!());
  }
  return samples;
}

/** The same after a turn that isn't counted, in which the programs come into the machine's caches. */
export async function interleavedWarm(
  rounds: number,
  participants: Readonly<Record<string, Measure>>,
): Promise<Samples> {
  for (const measure of Object.values(participants)) await measure();
  return await interleaved(rounds, participants);
}

function rotated(names: readonly string[], round: number): string[] {
  const first = round % names.length;
  return [...names.slice(first), ...names.slice(0, first)];
}

function add(samples: Record<string, number[]>, measured: Readonly<Record<string, number>>): void {
  for (const [quantity, value] of Object.entries(measured)) (samples[quantity] ??= []).push(value);
}
