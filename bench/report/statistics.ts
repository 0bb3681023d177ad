/** Statistics of samples: the median, and the middle half. */

export interface Spread {
  /** A quarter of the samples are below it. */
  low: number;
  median: number;
  /** A quarter of the samples are above it. */
  high: number;
}

/**
 * Computes the median and the quartiles, with linear interpolation.
 *
 * @throws {RangeError} If there are no samples.
 */
export function computeSpread(samples: readonly number[]): Spread {
  if (samples.length === 0) throw new RangeError("Cannot compute a median: there are no samples");
  const sorted = samples.toSorted((a, b) => a - b);
  return {
    low: computeQuantile(sorted, 0.25),
    median: computeQuantile(sorted, 0.5),
    high: computeQuantile(sorted, 0.75),
  };
}

/** Computes the median, like {@linkcode computeSpread}. */
export function computeMedian(samples: readonly number[]): number {
  return computeSpread(samples).median;
}

function computeQuantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}
