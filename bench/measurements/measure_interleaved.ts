/** Interleaved measurements, in which other load on the machine affects all programs alike. */

/** Measures a participant once. Returns a number for each quantity. */
export type Measure = () => Promise<Readonly<Record<string, number>>>;

/** The samples of each participant, by quantity. */
export type Samples = Record<string, Record<string, number[]>>;

/**
 * Measures every participant in every round, in a different order each time, because it matters what the previous one
 * left in
 * the processor's caches.
 *
 * @param rounds The number of samples of each.
 * @param participants Measurements, by name.
 */
export async function measureInterleaved(
  rounds: number,
  participants: Readonly<Record<string, Measure>>,
): Promise<Samples> {
  const names = Object.keys(participants);
  const samples: Samples = Object.fromEntries(names.map((name) => [name, {}]));
  for (let round = 0; round < rounds; round++) {
    for (const name of shuffle(names, round)) addSamples(samples[name]!, await participants[name]!());
  }
  return samples;
}

/** Like the above, after an uncounted round that fills the machine's caches. */
export async function measureInterleavedWarm(
  rounds: number,
  participants: Readonly<Record<string, Measure>>,
): Promise<Samples> {
  for (const measure of Object.values(participants)) await measure();
  return await measureInterleaved(rounds, participants);
}

/** Shuffles the names, in the same way for a round in every run (Fisher and Yates, with Lehmer's random numbers). */
function shuffle(names: readonly string[], round: number): string[] {
  const order = [...names];
  let number = round + 1;
  for (let last = order.length - 1; last > 0; last--) {
    number = number * 48_271 % 2_147_483_647;
    const other = number % (last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

function addSamples(samples: Record<string, number[]>, measured: Readonly<Record<string, number>>): void {
  for (const [quantity, value] of Object.entries(measured)) (samples[quantity] ??= []).push(value);
}
