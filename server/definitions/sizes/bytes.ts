/**
 * The size of one form of a result, in bytes: by default, and the most that a caller can ask for. Both forms of the largest
 * result together are about 8,000 tokens. There is room for what is around the items.
 */
export const RESULT_BYTES = { default: 7_800, most: 15_500 } as const;

/** The size of a resource or a prompt, which has one form. */
export const CONTENT_BYTES = 22_000;

/** The largest limit of a list whose page has the default size. */
const DEFAULT_LIMIT = 20;

/** Returns the bytes of a page with this limit. */
export function getPageBytes(limit: number): number {
  return limit <= DEFAULT_LIMIT ? RESULT_BYTES.default : RESULT_BYTES.most;
}

/** Measures a text in UTF-8. */
export function measureBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Measures the larger form of an item: text or JSON. */
export function measureItem<Item>(item: Item, format: (item: Item) => string): number {
  return Math.max(...listForms(item, format).map(measureBytes)) + 1;
}

/** The bytes of a token in a page of the default size, so that its items have at most 2,450 tokens. */
const TOKEN_BYTES = 3.18;

/** Measures an item as {@linkcode measureItem} does. Items with many short tokens, such as times, count as longer. */
export function measureTokens<Item>(item: Item, format: (item: Item) => string): number {
  const sizes = listForms(item, format).flatMap((form) => [
    measureBytes(form) + 1,
    Math.ceil(estimateTokens(form) * TOKEN_BYTES),
  ]);
  return Math.max(...sizes);
}

function listForms<Item>(item: Item, format: (item: Item) => string): string[] {
  return [format(item), JSON.stringify(item)];
}

/**
 * Estimates the tokens of a text: one for each word, each run of punctuation, and each three digits. Tokenizers of models
 * split some long words and join some punctuation, which nearly cancels out for JSON in English.
 */
export function estimateTokens(text: string): number {
  return text.match(/\p{L}+|\p{N}{1,3}|[^\s\p{L}\p{N}]+/gu)?.length ?? 0;
}
