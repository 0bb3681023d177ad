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
export function spreadOf(samples: readonly number[]): Spread {
  if (samples.length === 0) throw new RangeError("There are no samples to take a median of");
  const sorted = samples.toSorted((a, b) => a - b);
  return { low: quantile(sorted, 0.25), median: quantile(sorted, 0.5), high: quantile(sorted, 0.75) };
}

/** The median alone, as {@linkcode spreadOf} gives it. */
export function median(samples: readonly number[]): number {
  return spreadOf(samples).median;
}

function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}
