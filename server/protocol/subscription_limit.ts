/** Limits of what clients subscribe to. */

/** The longest URI that a client may subscribe to. Those of resources are much shorter. */
const MAX_URI_LENGTH = 2048;

/** Limits the subscriptions of a client that may have several connections. */
export interface SubscriptionLimit {
  /** Counts a subscription. @returns The reason if there are too many. */
  take(uri: string): string | undefined;
  /** Ends one. */
  release(uri: string): void;
}

/** Explains why a URI is too long; returns undefined if it is not. */
export function findUriProblem({ length }: string): string | undefined {
  if (length <= MAX_URI_LENGTH) return undefined;
  return `uri is too long: ${length.toLocaleString("en-US")} characters (limit ${
    MAX_URI_LENGTH.toLocaleString("en-US")
  })`;
}
