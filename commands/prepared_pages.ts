/**
 * In the bundled program, what `scripts/prepare_pages.ts` has worked out, which stands in for this module: help and version,
 * by the words that ask for them. Run from the sources there is nothing: what is prepared can't differ from what was
 * changed a moment ago.
 */
export const prepared: Readonly<Record<string, string>> | undefined = undefined;
