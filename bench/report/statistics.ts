/** What is said of samples: the median, and the half of them around it. */

export interface Spread {
  /** A quarter of the samples are below it. */
  low: number;
  median: number;
  /** A quarter of the samples are above it. */
  high: number;
}

/**
 * The median and the quartiles, between neighbours by linear interpolation.
 *
 * @throws {RangeError} When there are no samples.
 */
export function computeSpread(samples: readonly number[]): Spread {
  if (samples.length === 0) throw new RangeError("There are no samples to take a median of");
  const sorted = samples.toSorted((a, b) => a - b);
  return {
    low: computeQuantile(sorted, 0.25),
    median: computeQuantile(sorted, 0.5),
    high: computeQuantile(sorted, 0.75),
  };
}

/** The median alone, as {@linkcode computeSpread} gives it. */
export function computeMedian(samples: readonly number[]): number {
  return computeSpread(samples).median;
}

function computeQuantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}
