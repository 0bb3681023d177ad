/** The stored form of the counts of one group and day. */

/** Counts, by numbers that say what is counted and when. */
export interface CountRow {
  /** The versionstamp of the last fact that is part of it. */
  readonly upto: string;
  readonly counts: ReadonlyMap<number, number>;
}

export const NO_COUNTS: CountRow = { upto: "", counts: new Map() };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The bits of a byte that are part of the number; the highest says that another byte follows. */
const BITS = 7;
const MORE = 1 << BITS;

/** Encodes the length of the versionstamp, the versionstamp, and pairs: the distance from the last number, and its count. */
export function encodeCounts({ upto, counts }: CountRow): Uint8Array {
  const stamp = encoder.encode(upto);
  const bytes: number[] = [];
  let last = 0;
  for (const number of Float64Array.from(counts.keys()).sort()) {
    const count = counts.get(number)!;
    if (count === 0) continue;
    pushNumber(bytes, number - last);
    pushNumber(bytes, count < 0 ? -2 * count - 1 : 2 * count);
    last = number;
  }
  const row = new Uint8Array(1 + stamp.length + bytes.length);
  row[0] = stamp.length;
  row.set(stamp, 1);
  row.set(bytes, 1 + stamp.length);
  return row;
}

/**
 * Decodes what {@linkcode encodeCounts} returned.
 *
 * @throws {RangeError} For other bytes, where that can be seen.
 */
export function decodeCounts(bytes: Uint8Array): CountRow {
  const start = 1 + bytes[0]!;
  const reader = new NumberReader(bytes, start);
  const counts = new Map<number, number>();
  let last = 0;
  while (reader.hasMore) {
    last += reader.read();
    const count = reader.read();
    counts.set(last, count % 2 === 0 ? count / 2 : -(count + 1) / 2);
  }
  return { upto: decoder.decode(bytes.subarray(1, start)), counts };
}

function pushNumber(bytes: number[], number: number): void {
  let rest = number;
  for (; rest >= MORE; rest = Math.floor(rest / MORE)) bytes.push(MORE + rest % MORE);
  bytes.push(rest);
}

class NumberReader {
  constructor(private readonly bytes: Uint8Array, private at: number) {}

  get hasMore(): boolean {
    return this.at < this.bytes.length;
  }

  read(): number {
    for (let [number, factor] = [0, 1];; factor *= MORE) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError("The counts end within a number");
      number += (byte % MORE) * factor;
      if (byte < MORE) return number;
    }
  }
}
